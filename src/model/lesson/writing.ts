import { attend } from '../../engine/index.ts';
import type {
  JsonObject,
  Lesson,
  Quantity,
  QuantityName,
  Spec,
  Statement
} from '../../format/index.ts';
import { serialize } from '../../format/index.ts';
import { compute } from '../open.ts';
import { selectionOf } from '../selection.ts';
import type { Played } from './play.ts';
import { strongest } from '../verdict.ts';
import { quantityOf } from './quantities.ts';
import type { Stated } from './stated.ts';
import { judge } from './statements.ts';
import { touchFor } from './touch.ts';

/** So many statements are taken from what was done: of more a learner would not know what is meant. */
const MOST = 3;

/** Cells of a matrix up to which a lesson is made of it: all of it is computed once more. */
const LARGEST = 1 << 16;

/** Quantities of the whole layer that are asked for as they are, where they were changed. */
const SETTINGS: readonly QuantityName[] = [
  'mask',
  'mask_at',
  'softmax',
  'positions',
  'residual',
  'scale',
  'temperature',
  'n_heads',
  'n_kv_heads'
];

/**
 * A lesson of one step made from what was just done: it begins with the state that Reset returns to, leaves
 * to be changed what was changed, and asks for what is so now and was not then.
 *
 * @param sent - what Reset returns to
 * @returns null where nothing was done, or nothing can be said of it
 */
export function lessonOf(sent: Spec, state: Played): Lesson | null {
  const { tokens, keyTokens } = state.trace;
  const result = tokens.length * keyTokens.length <= LARGEST ? compute(sent, attend) : null;
  if (!result?.ok) {
    return null;
  }
  const { computed } = result;
  const before = { ...computed, selection: selectionOf(computed.spec, computed.input) };
  const goal = goalOf(before, state);
  const touch = touchFor(sent, state.spec);
  return goal.length === 0
    ? null
    : {
        name: 'my-lesson',
        steps: [{ name: 'step-1', text: '…', start: startOf(sent, state), touch, goal }]
      };
}

/** What is so now and was not before, the plainest first. */
export function goalOf(before: Stated, now: Stated): readonly Statement[] {
  return [...candidates(before, now)]
    .filter(statement => judge(now, statement).holds && !judge(before, statement).holds)
    .slice(0, MOST);
}

function* candidates(before: Stated, now: Stated): Generator<Statement> {
  const asked = now.trace.tokens[now.selection.query];
  const query = nameOf(now.trace.tokens, now.selection.query);
  yield { about: 'guess', query, is: 'made' };
  for (const about of SETTINGS) {
    const than = quantityOf(now, { about });
    if (than !== null && than !== 'drawn' && than !== quantityOf(before, { about })) {
      yield { about, is: 'equal', than: typeof than === 'number' ? short(than) : than };
    }
  }
  yield* ofRow(before, now, query);
  yield* ofOutput(before, now, query);
  yield { about: 'asking', is: 'equal', than: asked };
}

/** Who gets most now, beside who did before; or how much that is. */
function* ofRow(before: Stated, now: Stated, query: number | string): Generator<Statement> {
  const [most, was] = [mostOf(now), mostOf(before)];
  const keys = now.trace.keyTokens;
  const key = nameOf(keys, most);
  const old = before.trace.keyTokens[was];
  const about: Quantity = { about: 'weights', query, key };
  if (old !== keys[most] && keys.includes(old)) {
    yield { ...about, is: 'above', than: { about: 'weights', query, key: old } };
  }
  const [then, since] = [quantityOf(before, about), quantityOf(now, about)];
  if (typeof since === 'number') {
    const middle = short(((typeof then === 'number' ? then : 0) + since) / 2);
    yield { ...about, is: since > middle ? 'above' : 'below', than: middle };
  }
}

/** On which side of an axis the output is. */
function* ofOutput(before: Stated, now: Stated, query: number | string): Generator<Statement> {
  for (const dimension of [1, 2]) {
    const about: Quantity = { about: 'output', query, dimension };
    const [then, since] = [quantityOf(before, about), quantityOf(now, about)];
    if (typeof then === 'number' && typeof since === 'number' && then * since < 0) {
      yield { ...about, is: since > 0 ? 'above' : 'below', than: 0 };
    }
  }
}

function mostOf({ trace, selection }: Stated): number {
  return strongest(trace.heads[selection.head].weights[selection.query]);
}

/** A word by its text where that says which. */
function nameOf(tokens: readonly string[], at: number): number | string {
  return tokens.indexOf(tokens[at]) === at ? tokens[at] : at;
}

/** A number that can be read, and is met all the same. */
function short(value: number): number {
  return Number(value.toPrecision(3));
}

/** The fields of a state, with who asked and what was covered. */
function startOf(sent: Spec, { selection }: Played): JsonObject {
  const { lesson: _, ...own } = sent;
  const { format: __, version: ___, view, ...fields } = serialize(own);
  const { covered } = (view ?? {}) as JsonObject;
  const query = ((view ?? {}) as JsonObject).query ?? selection.query;
  return { ...fields, view: { query, ...(covered !== undefined && { covered }) } };
}
