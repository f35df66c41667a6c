/**
 * Gives an element a tree of its own: what the page does with text and nodes, such as putting marks
 * into what a search has found, ends at it, and so do the page's styles.
 *
 * @param css - its styles
 * @returns the element that a view is drawn into; it can hold the focus where no control does
 */
export function shadowOf(host: HTMLElement, css: string): HTMLElement {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const content = document.createElement('div');
  content.className = 'jp-Attention-content';
  content.tabIndex = -1;
  adopt(root, css, () => css);
  root.replaceChildren(content);
  return content;
}

/** Lets the rules of a part that is loaded late hold in the tree of a node. */
export function adoptStyles(node: Node, css: string): void {
  adopt(node.getRootNode(), css, () => css);
}

/**
 * Lets the rules that a library has put into the head of the page hold in the tree of a node as well.
 *
 * @param style - the library's element with rules, or null: there is none
 */
export function adoptFromHead(node: Node, style: HTMLElement | null): void {
  if (style instanceof HTMLStyleElement && style.sheet) {
    adopt(node.getRootNode(), style, () => textOf(rulesOf(style.sheet!)));
  }
}

/**
 * Lets the sheets of the page that speak of an element by name, as those of a typesetter do of what
 * it makes, hold in the element's tree as well, with all the rules that they have by now.
 */
export function adoptStylesOf(element: Element): void {
  const { localName, classList } = element;
  const name = localName.includes('-') ? localName : `.${classList[0]}`;
  for (const sheet of document.styleSheets) {
    const rules = rulesOf(sheet);
    if (rules.some(rule => rule instanceof CSSStyleRule && rule.selectorText.includes(name))) {
      const text = textOf(rules);
      adopt(element.getRootNode(), sheet.ownerNode, () => text)?.replaceSync(text);
    }
  }
}

/** None where a sheet of another origin keeps them to itself. */
function rulesOf(sheet: CSSStyleSheet): readonly CSSRule[] {
  try {
    return [...sheet.cssRules];
  } catch {
    return [];
  }
}

const textOf = (rules: readonly CSSRule[]) => rules.map(({ cssText }) => cssText).join('\n');

/** Sheets by what they were made from: the roots of a page share them. */
const sheets = new Map<unknown, CSSStyleSheet>();

/** Adds a sheet to those of a root, behind them. A constructed sheet is allowed by strict policies. */
function adopt(root: Node, key: unknown, text: () => string): CSSStyleSheet | undefined {
  if (!(root instanceof ShadowRoot) || !root.adoptedStyleSheets) {
    return undefined; // a document without styles, as in a test
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
  return sheet;
}
