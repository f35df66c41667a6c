import css from '../../style/base.raw.css';

/**
 * Gives an element a tree of its own: what the page does with text and nodes, such as putting marks
 * into what a search has found, ends at it, and so do the page's styles.
 *
 * @returns the element that a view is drawn into; it can hold the focus where no control does
 */
export function shadowOf(host: HTMLElement): HTMLElement {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const content = document.createElement('div');
  content.className = 'jp-Attention-content';
  content.tabIndex = -1;
  adopt(root, css, () => css);
  root.replaceChildren(content);
  return content;
}

/**
 * Lets the rules that a library has put into the head of the page hold in the tree of a node as well.
 *
 * @param style - the library's element with rules, or null: there is none
 */
export function adoptFromHead(node: Node, style: HTMLElement | null): void {
  const root = node.getRootNode();
  const { sheet } = (style ?? {}) as Partial<HTMLStyleElement>;
  if (style && sheet && root instanceof ShadowRoot) {
    adopt(root, style, () => Array.from(sheet.cssRules, rule => rule.cssText).join('\n'));
  }
}

/** Sheets by what they were made from: the roots of a page share them. */
const sheets = new Map<unknown, CSSStyleSheet>();

/** Adds a sheet to those of a root, behind them. A constructed sheet is allowed by strict policies. */
function adopt(root: ShadowRoot, key: unknown, text: () => string): void {
  if (!root.adoptedStyleSheets) {
    return; // a document without styles, as in a test
  }
  let sheet = sheets.get(key);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text());
    sheets.set(key, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
}
