import type { ISignal } from '@lumino/signaling';
import { faultOf } from '../format/index.ts';
import type { Json, Problem } from '../format/index.ts';
import { editsTo, written } from './jsonText.ts';
import type { Same } from './jsonText.ts';
import type { Translator } from '../views/index.ts';

/** What is used of a file's text, which other views and other pages may have as well. */
export interface SharedText {
  getSource(): string;
  updateSource(start: number, end: number, value?: string): void;
  transact(change: () => void): void;
}

/** What is used of the context of an open file. */
export interface FileContext {
  readonly model: {
    dirty: boolean;
    readonly readOnly: boolean;
    readonly sharedModel: unknown;
    readonly contentChanged: ISignal<unknown, unknown>;
  };
  readonly contentsModel: { readonly writable: boolean } | null;
  readonly saveState: ISignal<unknown, string>;
}

/** What a text says: nothing at all, a value of JSON, or what is wrong with it. */
export type Said =
  | { readonly status: 'empty' }
  | { readonly status: 'json'; readonly value: unknown }
  | { readonly status: 'fault'; readonly problem: Problem };

/** What the text of a file says. */
export function read(text: string, trans: Translator): Said {
  const bare = text.replace(/^\ufeff/, '');
  if (bare.trim() === '') {
    return { status: 'empty' };
  }
  try {
    return { status: 'json', value: JSON.parse(bare) as unknown };
  } catch {
    const { line, column, reason } = faultOf(bare);
    const message = trans.__('This is not JSON, line %1, column %2: %3.', line, column, reason);
    return { status: 'fault', problem: { path: '$', message } };
  }
}

/** Makes a text say something else, by the least that does it. */
export function rewrite(shared: SharedText, next: Json, same: Same): void {
  const text = shared.getSource();
  if (text.trim() === '') {
    shared.updateSource(0, text.length, written(next));
    return;
  }
  const edits = editsTo(text, next, same);
  shared.transact(() =>
    edits.forEach(({ start, end, text: more }) => shared.updateSource(start, end, more))
  );
}
