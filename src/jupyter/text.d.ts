/** What scripts/page.mjs has made. */
declare module '*/page.txt' {
  const text: string;
  export default text;
}
/** Notebooks are JSON. */
declare module '*.ipynb' {
  const notebook: unknown;
  export default notebook;
}
