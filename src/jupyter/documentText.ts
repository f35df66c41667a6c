import type { ISignal } from '@lumino/signaling';
import { faultOf } from '../format/index.ts';
import type { Json, JsonObject, Problem } from '../format/index.ts';
import { editsTo, saysTwice, written } from './jsonText.ts';
import type { Same } from './jsonText.ts';
import { merged } from './merge.ts';
import type { SharedDocument } from './turns.ts';
import { toldText } from '../views/index.ts';
import type { Translator } from '../views/index.ts';

/** What is used of a file's text, which other views and other pages may have as well. */
export interface SharedText {
  getSource(): string;
  updateSource(start: number, end: number, value?: string): void;
  transact(change: () => void): void;
  /** What pages share, where they do. */
  readonly ydoc?: SharedDocument;
}

/** What this page has written last, and what the text had said before. */
export interface Wrote {
  readonly before: JsonObject | null;
  readonly mine: JsonObject;
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
    const message = trans.__(
      'This is not JSON, line %1, column %2: %3.',
      line,
      column,
      toldText(reason, trans)
    );
    return { status: 'fault', problem: { path: '$', message } };
  }
}

/**
 * Makes a text say something else, by the least that does it.
 *
 * @param mark - leaves a mark of the write, together with it
 */
export function rewrite(
  shared: SharedText,
  next: Json,
  same: Same,
  mark: () => void = () => undefined
): void {
  const text = shared.getSource();
  const edits =
    text.trim() === ''
      ? [{ start: 0, end: text.length, text: written(next) }]
      : editsTo(text, next, same);
  shared.transact(() => {
    edits.forEach(({ start, end, text: more }) => shared.updateSource(start, end, more));
    mark();
  });
}

/**
 * What a text should say into which another page has written at the same time: what either has changed,
 * and of what both have, what this page has. Null: it does already.
 */
export function mended(text: string, { before, mine }: Wrote, same: Same): JsonObject | null {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return mine; // two texts in one: nobody can tell them apart
  }
  if (!isObject(said)) {
    return mine;
  }
  const both = before ? merged(before, mine, said, same) : mine;
  return same(both, said) && !saysTwice(text) ? null : both;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a text can be changed in its places: it is JSON that says each name once. */
export function isWhole(text: string): boolean {
  try {
    JSON.parse(text);
    return !saysTwice(text);
  } catch {
    return false;
  }
}
