import type { JsonObject } from '../../format/index.ts';

/** Where parts go in the template that `scripts/page.mjs` makes, in this order. */
export const SLOTS = ['{{language}}', '{{title}}', '{{payload}}'] as const;

/** What a page is made from. */
export interface PageParts {
  readonly payload: JsonObject;
  readonly title: string;
  /** The language of its words, as HTML names it. */
  readonly language?: string;
}

/**
 * A page that stands for itself: the template with a payload. Nothing of the payload can end the element
 * that holds it, or be read as markup.
 *
 * @throws Error where the template is none
 */
export function pageOf(template: string, { payload, title, language = 'en' }: PageParts): string {
  const values = [htmlText(language), htmlText(title), jsonInHtml(payload)];
  const pieces: string[] = [];
  let from = 0;
  // Only the first of each is a slot: the script behind them may speak of slots.
  SLOTS.forEach((slot, s) => {
    const at = template.indexOf(slot, from);
    if (at < 0) {
      throw new Error(`The template of the page has no place for ${slot}.`);
    }
    pieces.push(template.slice(from, at), values[s]);
    from = at + slot.length;
  });
  return [...pieces, template.slice(from)].join('');
}

/**
 * JSON that can stand in a script element: `<` is written as an escape of JSON, so that no `</script` and no
 * `<!--` is in it, and it is read as the same value.
 */
export function jsonInHtml(value: JsonObject): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** Text between tags or in quotes. */
export function htmlText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
