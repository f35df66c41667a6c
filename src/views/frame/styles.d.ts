/** A style sheet as text, for a shadow root. */
declare module '*.raw.css' {
  const css: string;
  export default css;
}
