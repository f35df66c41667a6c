import { causalMask, entropy } from '../../engine/index.ts';
import type { Mask, Matrix, Vector } from '../../engine/index.ts';
import type { Quantity, QuantityName } from '../../format/index.ts';
import { patternOf } from './patterns.ts';
import { rolledOut } from './rolled.ts';
import type { Stated } from './stated.ts';

/** A word by its text, the first such, or by its place. */
type Place = number | string;

/**
 * What a quantity is in a state, or null where the state has none, as of a word that is not there.
 *
 * @returns a number, or a text such as `causal`; the entropy in bits
 */
export function quantityOf(state: Stated, quantity: Quantity): number | string | null {
  const { about } = quantity;
  return isSetting(about) ? SETTINGS[about](state) : numberOf(state, about, quantity);
}

function isSetting(about: QuantityName): about is keyof typeof SETTINGS {
  return Object.hasOwn(SETTINGS, about);
}

/** Quantities of the whole layer. */
const SETTINGS = {
  n_tokens: ({ trace }: Stated) => trace.tokens.length,
  n_heads: ({ trace }: Stated) => trace.heads.length,
  n_kv_heads: ({ trace }: Stated) => trace.nKvHeads,
  d_model: ({ trace }: Stated) => trace.embeddings[0].length || null, // none is known of what was recorded
  mask: ({ trace }: Stated) => maskName(trace.mask),
  mask_at: ({ trace }: Stated) => trace.maskAt,
  scale: ({ trace }: Stated) => finite(trace.scale),
  temperature: ({ trace }: Stated) => trace.temperature,
  softmax: ({ trace }: Stated) => trace.softmax,
  positions: ({ trace: { positions } }: Stated) =>
    positions === null || typeof positions === 'string' ? (positions ?? 'none') : 'learned',
  residual: ({ trace }: Stated) => (trace.residual ? 'on' : 'off'),
  asking: ({ trace, selection }: Stated) => trace.tokens[selection.query]
};

/** A mask by what it does, however it was made. */
function maskName(mask: Mask | null): string {
  if (mask === null || mask.every(row => row.every(Boolean))) {
    return 'none';
  }
  const [queries, keys] = [mask.length, mask[0].length];
  const causal = queries === keys ? causalMask(queries, keys) : [];
  const isCausal =
    causal.length > 0 && mask.every((row, i) => row.every((may, j) => may === causal[i][j]));
  return isCausal ? 'causal' : 'drawn';
}

function numberOf(
  state: Stated,
  about: Exclude<QuantityName, keyof typeof SETTINGS>,
  quantity: Quantity
): number | string | null {
  const { trace, selection } = state;
  const head = trace.heads[quantity.head ?? selection.head];
  const query = placeOf(trace.tokens, quantity.query ?? selection.query);
  const key = quantity.key === undefined ? null : placeOf(trace.keyTokens, quantity.key);
  if (head === undefined || query === null) {
    return null;
  }
  const cell = (matrix: Matrix) => finite(key === null ? undefined : matrix[query][key]);
  switch (about) {
    case 'scores':
      return cell(head.scores);
    case 'scaled_scores':
      return cell(head.scaledScores);
    case 'masked_scores':
      return cell(head.maskedScores as Matrix);
    case 'weights':
      return cell(head.weights);
    case 'sum':
      return head.weights[query].reduce((sum, weight) => sum + weight, 0);
    case 'entropy':
      return entropy(head.weights[query]);
    case 'embeddings':
      return part(trace.embeddings[query], quantity);
    case 'query':
      return part(head.query[query], quantity);
    case 'key':
      return key === null ? null : part(head.key[key], quantity);
    case 'value':
      return key === null ? null : part(head.value[key], quantity);
    case 'output':
      return part(trace.output[query], quantity);
    case 'guess':
      return guessOf(state, quantity.head ?? selection.head, query);
    case 'previous':
    case 'first':
    case 'diagonal':
    case 'induction':
    case 'duplicate':
      return patternOf(state, quantity.head ?? selection.head, about);
    case 'rollout':
      return key === null ? null : (rolledOut(state, query)?.[key] ?? null);
    case 'output_change':
      return changeOf(trace.output[query], state.begun?.()?.output[query]);
  }
}

/** What was guessed last of a row, by its word, once it has been revealed. */
function guessOf(
  { trace, selection }: Stated,
  head: number,
  query: number
): string | number | null {
  const last = [...selection.predictions]
    .reverse()
    .find(made => made.head === head && made.query === query && made.truth !== undefined);
  if (last === undefined) {
    return null;
  }
  return typeof last.guess === 'number' ? (trace.keyTokens[last.guess] ?? null) : 'a place';
}

function placeOf(tokens: readonly string[], place: Place): number | null {
  const at = typeof place === 'number' ? place : tokens.indexOf(place);
  return at >= 0 && at < tokens.length ? at : null;
}

/** One entry of a vector, or its length; null where it was not recorded. */
function part(vector: Vector, { dimension }: Quantity): number | null {
  if (vector.length === 0) {
    return null;
  }
  return dimension === undefined ? Math.hypot(...vector) : finite(vector[dimension - 1]);
}

/** How far a vector is from what it was, as a part of the length that it had; null where that cannot be said. */
function changeOf(vector: Vector, before: Vector | undefined): number | null {
  if (before === undefined || before.length === 0 || before.length !== vector.length) {
    return null;
  }
  const moved = Math.hypot(...Array.from(before, (entry, d) => vector[d] - entry));
  const length = Math.hypot(...before);
  return length === 0 ? null : finite(moved / length);
}

function finite(value: number | null | undefined): number | null {
  return value === undefined || value === null || !Number.isFinite(value) ? null : value;
}
