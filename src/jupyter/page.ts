/**
 * The text of a page that stands for itself, with places for a payload: a chunk of its own, which is
 * fetched, as every other one, when it is wanted.
 */
export async function page(): Promise<string> {
  const { default: text } = await import('../page.txt');
  return text;
}
