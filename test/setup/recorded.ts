import { fixtures } from '../fixtures/fixtures.ts';

/** An array as it was recorded, [heads, …]. */
interface Recorded {
  readonly dtype: 'float32';
  readonly shape: readonly number[];
  readonly data: string;
}
export interface RealHeads {
  readonly about: string;
  readonly scale: number;
  readonly query: Recorded;
  readonly key: Recorded;
  readonly value: Recorded;
  readonly mask?: unknown;
  readonly weights: Recorded;
}

/** The heads of real models, by the beginning of their file's name. */
export function realHeads(name: string): RealHeads {
  return fixtures<RealHeads>('real-heads').find(([file]) => file.startsWith(name))![1];
}

/** Some heads of a recorded array again, as a payload takes them. */
export function headsOf({ shape, data }: Recorded, heads: readonly number[]): object {
  const bytes = Buffer.from(data, 'base64');
  const size = bytes.length / shape[0];
  const parts = heads.map(head => bytes.subarray(head * size, (head + 1) * size));
  const joined = Buffer.concat(parts).toString('base64');
  return { dtype: 'float32', shape: [heads.length, ...shape.slice(1)], data: joined };
}

/** Forty tokens twice, behind a first one: what the induction head was recorded on, but for the letters. */
export const REPEATED: readonly string[] = [
  '<s>',
  ...[0, 1].flatMap(() => Array.from({ length: 40 }, (_, t) => `t${t}`))
];

/** A payload of the induction head of SmolLM2, L18 h6, with as many layers and heads of it as are wanted. */
export function induction(): object {
  const { scale, query, key, value } = realHeads('smollm2_induction');
  return {
    format: 'attention',
    version: 1,
    tokens: REPEATED,
    mask: 'causal',
    scale,
    ...{ query, key, value }
  };
}

/** A layer that says all that a head is computed from. */
interface RecordedLayer {
  readonly name: string;
  readonly mask?: 'causal';
  readonly scale: number;
  readonly query: object;
  readonly key: object;
  readonly value: object;
}

/** The first rows of all heads of a recorded array. */
function cut({ shape, data }: Recorded, heads: readonly number[], rows: number): object {
  const [, all, width] = shape;
  const bytes = Buffer.from(data, 'base64');
  const at = (head: number) => head * all * width * 4;
  const parts = heads.map(head => bytes.subarray(at(head), at(head) + rows * width * 4));
  const joined = Buffer.concat(parts).toString('base64');
  return { dtype: 'float32', shape: [heads.length, rows, width], data: joined };
}

const MODEL_TOKENS = 25;

/**
 * A model of four layers with six heads each, of real ones on 25 tokens: of SmolLM2, causal, and of MiniLM, in
 * turns. So many tokens of the induction head have nothing to repeat.
 */
export function realModel(): {
  readonly layers: readonly RecordedLayer[];
  readonly [field: string]: unknown;
} {
  const minilm = realHeads('minilm');
  const [smollm, repeat] = [realHeads('smollm2_L15'), realHeads('smollm2_induction')];
  const layer = (name: string, real: RealHeads, picks: readonly number[]): RecordedLayer => {
    const groups = real.key.shape[0];
    const shared = picks.map(head => (groups === real.query.shape[0] ? head : 0));
    return {
      name,
      ...(real !== minilm && { mask: 'causal' as const }),
      scale: real.scale,
      query: cut(real.query, picks, MODEL_TOKENS),
      key: cut(real.key, shared, MODEL_TOKENS),
      value: cut(real.value, shared, MODEL_TOKENS)
    };
  };
  return {
    format: 'attention',
    version: 1,
    tokens: Array.from({ length: MODEL_TOKENS }, (_, t) => ` word${t % 10}`),
    model: { name: 'four real layers', revision: 'r1', dtype: 'float32', text: 'ten words' },
    layers: [
      layer('layer 3', minilm, [0, 1, 0, 1, 1, 0]),
      layer('layer 15', smollm, [0, 1, 1, 0, 0, 1]),
      layer('layer 18', repeat, [0, 0, 0, 0, 0, 0]),
      layer('layer 3 again', minilm, [1, 1, 1, 0, 0, 0])
    ]
  };
}
