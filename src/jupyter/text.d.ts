/** What scripts/page.mjs has made. */
declare module '*/page.txt' {
  const text: string;
  export default text;
}
