import type { FenceProblem, JsonObject, Problem } from '../../format/index.ts';
import type { Translator } from '../../views/index.ts';
import { FENCE } from './blocks.ts';
import type { Block } from './blocks.ts';

export { blocksOf, isAway } from './blocks.ts';

/** What is used of an open view. */
export interface FenceView {
  /** Shows a payload, from its beginning. */
  load(payload: JsonObject): void;
  dispose(): void;
}

/** What a fence takes from around it. */
export interface Surroundings {
  readonly trans: Translator;
  /** What the body of a fence says. */
  readonly read: (body: string) => Reading;
  /** A text with what cannot be seen of it. */
  readonly shown: (text: string) => string;
  /** Opens a view in an element; `failed` is told why what it loads cannot be drawn after all. */
  readonly open: (node: HTMLElement, failed: (problems: readonly Problem[]) => void) => FenceView;
}

interface Reading {
  readonly payload?: JsonObject;
  readonly problems?: readonly FenceProblem[];
}

/**
 * One fence of rendered Markdown: below its block of code, a view in place of it, or one line that says
 * why there is none. The block stays where its renderer put it, hidden: who made it may want to find it
 * again.
 */
export class Fence {
  constructor(private readonly _around: Surroundings) {
    this._node.className = FENCE;
    // A double click on Markdown opens its editor; in a view it is the view's.
    this._node.addEventListener('dblclick', event => event.stopPropagation());
  }

  /** What the block said when it was read last. */
  get body(): string | null {
    return this._body;
  }

  /** Stands below a block from now on, and says what it says. What was done in the view stays while that is the same. */
  show({ node, body }: Block): void {
    if (body !== this._body) {
      this._body = body;
      this._read(body);
    }
    if (node.nextSibling !== this._node) {
      node.after(this._node);
    }
    if (node !== this._block) {
      this._reveal();
      this._block = node;
    }
    node.style.display = this._view ? 'none' : '';
  }

  /** Stands nowhere until its block is there again. */
  hide(): void {
    this._node.remove();
  }

  dispose(): void {
    this._close();
    this._node.remove();
    this._reveal();
  }

  private _read(body: string): void {
    const { payload, problems } = this._around.read(body);
    if (!payload) {
      this._fail(problems ?? []);
      return;
    }
    if (!this._view) {
      const host = document.createElement('div');
      this._node.replaceChildren(host);
      this._view = this._around.open(host, found =>
        this._fail(found.map(problem => ({ ...problem, line: null })))
      );
    }
    this._view.load(payload);
  }

  private _fail(problems: readonly FenceProblem[]): void {
    this._close();
    this._node.replaceChildren(this._line(problems));
    this._reveal();
  }

  /** The first problem in one line, and how many more there are. */
  private _line(problems: readonly FenceProblem[]): HTMLElement {
    const { trans, shown } = this._around;
    const [first] = problems;
    const message = shown(first.message);
    const line = document.createElement('p');
    line.className = `${FENCE}-problem`;
    line.setAttribute('role', 'status');
    const where = [
      ...(first.line === null ? [] : [trans.__('Line %1', first.line)]),
      ...(first.path === '$' ? [] : [shown(first.path.replace(/^\$\./, ''))])
    ];
    const more = problems.length - 1;
    line.textContent = [
      where.length > 0 ? trans.__('%1: %2', where.join(', '), message) : message,
      ...(more === 1 ? [trans.__('One more problem follows.')] : []),
      ...(more > 1 ? [trans.__('%1 more problems follow.', more)] : [])
    ].join(' ');
    return line;
  }

  private _close(): void {
    this._view?.dispose();
    this._view = null;
  }

  /** Lets the block be seen: its renderer may put something else into it. */
  private _reveal(): void {
    if (this._block) {
      this._block.style.display = '';
    }
  }

  private readonly _node = document.createElement('div');
  private _block: HTMLElement | null = null;
  private _body: string | null = null;
  private _view: FenceView | null = null;
}
