import { attend } from '../engine/index.ts';
import type { AttentionInput, Matrix } from '../engine/index.ts';
import { openLayer } from '../format/index.ts';
import type { Spec } from '../format/index.ts';
import { resolve } from './resolve.ts';
import { sameValue } from './same.ts';

/** Something that is not as it was sent. */
export interface Change {
  /** The field, by its name in JSON, with an index where one entry of it changed. */
  readonly field: string;
  /** The token or the entries meant, or null. */
  readonly of: string | null;
  /** Short values before and after, or null where they are too long to be told. */
  readonly before: string | null;
  readonly after: string | null;
}

const STAGES = [
  ['biases', 'biases'],
  ['norms', 'norms'],
  ['n_heads', 'nHeads'],
  ['n_kv_heads', 'nKvHeads'],
  ['mask', 'mask'],
  ['mask_at', 'maskAt'],
  ['scale', 'scale'],
  ['bias', 'bias'],
  ['softcap', 'softcap'],
  ['sinks', 'sinks'],
  ['temperature', 'temperature'],
  ['softmax', 'softmax'],
  ['positions', 'positions'],
  ['position_offset', 'positionOffset'],
  ['residual', 'residual'],
  ['key_tokens', 'keyTokens']
] as const;

const RECORDED = ['query', 'key', 'value', 'weights'] as const;

/** What differs between what was sent and what is now, in the order of computation; of a model layer by layer. */
export function changesBetween(sent: Spec, now: Spec): readonly Change[] {
  const [before, after] = [sent.layers?.length ?? 0, now.layers?.length ?? 0];
  if (!now.layers || before !== after) {
    const [old, next] = [sent, now].map(spec => alone(spec, spec.view?.layer));
    const count = before === after ? [] : [change('layers', null, told(before), told(after))];
    return [...count, ...changesOfLayer(old, next)];
  }
  return now.layers.flatMap((layer, i) => {
    const own = layer === sent.layers![i] ? [] : changesOfLayer(alone(sent, i), alone(now, i));
    return own.map(change => ({ ...change, field: `layers[${i}].${change.field}` }));
  });
}

function alone(spec: Spec, layer?: number): Spec {
  return openLayer(spec, layer).spec;
}

function changesOfLayer(sent: Spec, now: Spec): readonly Change[] {
  const [before, after] = [resolve(sent).input, resolve(now).input];
  const words = (tokens: readonly string[]) => tokens.join(' ');
  const tokens = whole('tokens', words(before.tokens), words(after.tokens));
  const embeddings =
    tokens.length > 0
      ? []
      : rows('embeddings', before.embeddings, after.embeddings, t => after.tokens[t]);
  const recorded = RECORDED.flatMap(name => changesOfRecorded(name, sent, now, after));
  const projections = (['query', 'key', 'value', 'output'] as const).flatMap(name => {
    const [old, next] = [before.projections[name], after.projections[name]];
    return sameValue(old, next) ? [] : [change(`projections.${name}`, null, null, null)];
  });
  const stages = STAGES.flatMap(([field, name]) =>
    sameValue(sent[name], now[name]) ? [] : whole(field, told(sent[name]), told(now[name]))
  );
  const overrides = (now.overrides?.scores ?? []).map(({ head, query, key, value }) =>
    change(
      'overrides.scores',
      `${after.tokens[query]} → ${(after.keyTokens ?? after.tokens)[key]}`,
      told(attend({ ...after, overrides: [] }).heads[head].scores[query][key]),
      told(value)
    )
  );
  return [...tokens, ...embeddings, ...recorded, ...projections, ...stages, ...overrides];
}

/** Heads that were recorded, each with the rows that are others; of another number of them no more is told. */
function changesOfRecorded(
  name: (typeof RECORDED)[number],
  sent: Spec,
  now: Spec,
  { tokens, keyTokens }: AttentionInput
): readonly Change[] {
  const [before = [], after = []] = [sent[name], now[name]];
  if (before.length !== after.length) {
    return [change(name, null, null, null)];
  }
  const names = name === 'query' || name === 'weights' ? tokens : (keyTokens ?? tokens);
  return after.flatMap((matrix, h) =>
    before[h] === matrix ? [] : rows(`${name}[${h}]`, before[h], matrix, t => names[t])
  );
}

/** What is told alike counts as the same, unless it is too long to be told. */
function whole(field: string, before: string | null, after: string | null): readonly Change[] {
  return before !== null && before === after ? [] : [change(field, null, before, after)];
}

function rows(
  field: string,
  before: Matrix,
  after: Matrix,
  name: (row: number) => string
): readonly Change[] {
  return after.flatMap((row, r) =>
    sameValue(before[r], row) ? [] : [change(field, name(r), told(before[r]), told(row))]
  );
}

function change(
  field: string,
  of: string | null,
  before: string | null,
  after: string | null
): Change {
  const short = (text: string | null) => (text !== null && text.length <= LONGEST ? text : null);
  return { field, of, before: short(before), after: short(after) };
}

const LONGEST = 60;

/** A value in few words, rounded; null where it is a long list. */
function told(value: unknown): string | null {
  if (isList(value) && value.length > LONGEST / 2) {
    return null;
  }
  const rounded = (_: string, part: unknown) =>
    typeof part === 'number' ? Number(part.toPrecision(4)) : part;
  const listed = isList(value) && !Array.isArray(value) ? Array.from(value) : value;
  return value === undefined ? '–' : JSON.stringify(listed, rounded);
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}
