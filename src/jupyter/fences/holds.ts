/** What is used of a widget that has rendered Markdown. */
export interface Rendered {
  readonly node: HTMLElement;
  /** What jupyterlab-myst renders from. */
  readonly model?: { readonly mdast?: unknown } | null;
}

export const LANGUAGE = 'attention';
/** How renderers spell the language of a block; case is as its author has it. */
export const CODE = ['language-', 'lang-']
  .map(prefix => `pre > code[class~='${prefix}${LANGUAGE}' i]`)
  .join(', ');

/** Whether there may be fences in rendered Markdown: a quick look, so that what draws them is not loaded for nothing. */
export function mayHold({ node, model }: Rendered): boolean {
  return model?.mdast
    ? /"lang":"attention"/i.test(JSON.stringify(model.mdast))
    : node.querySelector(CODE) !== null;
}
