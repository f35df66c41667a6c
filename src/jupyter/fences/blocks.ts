import { CODE, LANGUAGE } from './holds.ts';
import type { Rendered } from './holds.ts';

/** A block of code that is written in our language, where it stands in rendered Markdown. */
export interface Block {
  /** What is seen of it. */
  readonly node: HTMLElement;
  /** What stands between its fences. */
  readonly body: string;
}

/** The class of the element below a block. */
export const FENCE = 'jp-AttentionFence';
/** A block of jupyterlab-myst, which does not say of what language it is where it cannot highlight it. */
const MYST = '.myst-code';

/** The blocks of our language in rendered Markdown, from top to bottom. */
export function blocksOf({ node, model }: Rendered): readonly Block[] {
  return model?.mdast ? mystBlocks(node, model.mdast) : standardBlocks(node);
}

/**
 * Whether there is nothing to look at just now: jupyterlab-myst takes all that it has rendered out of
 * the page while a cell is edited, and puts it back.
 */
export function isAway({ node, model }: Rendered): boolean {
  return Boolean(model) && [...node.children].every(child => child.classList.contains(FENCE));
}

function standardBlocks(root: HTMLElement): readonly Block[] {
  return [...root.querySelectorAll(CODE)].map(code => ({
    node: code.parentElement!,
    body: code.textContent ?? ''
  }));
}

/** Of blocks that say the same the first on the page is the first of the tree, and so on. */
function mystBlocks(root: HTMLElement, tree: unknown): readonly Block[] {
  const languages = new Map<string, string[]>();
  for (const { lang, value } of codeIn(tree)) {
    const text = value.trim();
    languages.set(text, [...(languages.get(text) ?? []), lang.toLowerCase()]);
  }
  return [...root.querySelectorAll<HTMLElement>(MYST)].flatMap(node => {
    const body = node.querySelector('pre > code')?.textContent ?? '';
    return languages.get(body.trim())?.shift() === LANGUAGE ? [{ node, body }] : [];
  });
}

/** The blocks of code of a tree of MyST, in order; what is no such tree has none. */
function* codeIn(tree: unknown): Generator<{ readonly lang: string; readonly value: string }> {
  if (typeof tree !== 'object' || tree === null) {
    return;
  }
  const { type, lang, value, children } = tree as Readonly<Record<string, unknown>>;
  if (type === 'code' && typeof value === 'string') {
    yield { lang: typeof lang === 'string' ? lang : '', value };
  }
  for (const child of Array.isArray(children) ? (children as unknown[]) : []) {
    yield* codeIn(child);
  }
}
