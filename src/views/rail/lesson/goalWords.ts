import type { Pattern } from '../../../engine/index.ts';
import { decimal, digitsApart, percent, visible } from '../../../figures/index.ts';
import type { Theme } from '../../../figures/index.ts';
import type { Quantity, QuantityName, Statement, Step } from '../../../format/index.ts';
import { reached } from '../../../model/index.ts';
import type { Judged, Ready } from '../../../model/index.ts';
import type { Translator } from '../../frame/translator.ts';
import { measureName } from '../../parts/measureName.ts';

/** A statement of a goal as a sentence, with what it comes to now, unless that is covered. */
export function goalWords(trans: Translator, state: Ready, judged: Judged, theme: Theme): string {
  const { statement, found, wanted } = judged;
  const name = nameOf(trans, state, statement);
  if (statement.is === 'made') {
    return found === null
      ? trans.__('%1: none yet', name)
      : trans.__('%1 is made: %2', name, visible(String(found))); // right or wrong
  }
  const isHidden = isHeldBack(state, statement);
  const numerals = isHidden ? theme : apart(trans, judged, theme);
  const now = isHidden ? trans.__('covered') : valueOf(trans, statement, found, numerals);
  return trans.__(
    '%1: %2; wanted: %3',
    name,
    now,
    wantedWords(trans, state, statement, wanted, numerals)
  );
}

/** With as many decimals more as it takes to see a difference that is meant: 99.4 % is less than 99.5 %. */
function apart(
  trans: Translator,
  { statement, found, wanted, holds }: Judged,
  numerals: Numerals
): Numerals {
  const isMeant = { equal: !holds, unequal: holds, above: true, below: true, made: false };
  const asked = typeof statement.than === 'object' ? statement.than : statement;
  const by = (more: number): Numerals => ({ ...numerals, more });
  return isMeant[statement.is] && found !== wanted
    ? by(
        digitsApart(more => [
          valueOf(trans, statement, found, by(more)),
          valueOf(trans, asked, wanted, by(more))
        ])
      )
    : numerals;
}

/** How numbers are written, and how many decimals more than usual. */
type Numerals = Pick<Theme, 'comma' | 'decimals'> & { readonly more?: number };

function wantedWords(
  trans: Translator,
  state: Ready,
  statement: Statement,
  wanted: Judged['wanted'],
  theme: Numerals
): string {
  const { than, is } = statement;
  const told =
    typeof than === 'object'
      ? isHeldBack(state, statement)
        ? nameOf(trans, state, than)
        : trans.__('%1 (%2)', nameOf(trans, state, than), valueOf(trans, than, wanted, theme))
      : valueOf(trans, statement, wanted, theme);
  switch (is) {
    case 'above':
      return trans.__('more than %1', told);
    case 'below':
      return trans.__('less than %1', told);
    case 'unequal':
      return trans.__('not %1', told);
    case 'equal':
    case 'made':
      return told;
  }
}

/** Whether what a statement comes to would tell what is covered, or is not computed yet. */
export function isHeldBack({ selection }: Ready, { about, than }: Statement): boolean {
  const names = typeof than === 'object' ? [about, than.about] : [about];
  return names.some(name => {
    const step = MADE_BY[name];
    return step !== undefined && !reached(selection, step);
  });
}

/** The value of a quantity, as it is written on the stage. */
function valueOf(
  trans: Translator,
  { about }: Quantity,
  value: number | string | null,
  theme: Numerals
): string {
  if (value === null) {
    return trans.__('not there');
  }
  if (typeof value === 'string') {
    return SETTINGS.includes(about) ? settingOf(trans, value) : visible(value);
  }
  const { comma, decimals, more = 0 } = theme;
  return SHARES.includes(about)
    ? percent(value, more, comma)
    : about === 'entropy'
      ? trans.__('%1 bits', decimal(value, theme, false, decimals + more))
      : decimal(value, theme, false, Number.isInteger(value) && more === 0 ? 0 : decimals + more);
}

/** What is told by the words of its switch. */
const SETTINGS: readonly QuantityName[] = ['mask', 'mask_at', 'softmax', 'positions'];

function settingOf(trans: Translator, value: string): string {
  const words: Readonly<Record<string, string>> = {
    none: trans.__('none'),
    causal: trans.__('causal'),
    window: trans.__('sliding window'),
    padding: trans.__('padding'),
    scores: trans.__('before the softmax'),
    weights: trans.__('after it (the common mistake)'),
    stable: trans.__('stable'),
    naive: trans.__('naive'),
    learned: trans.__('learned'),
    sinusoidal: trans.__('sinusoidal'),
    rope: 'RoPE',
    alibi: 'ALiBi'
  };
  return Object.hasOwn(words, value) ? words[value] : visible(value);
}

/** What is told as parts of a whole. */
const SHARES: readonly QuantityName[] = ['weights', 'rollout', 'output_change'];

/** The step that makes the numbers of a quantity, where a cover can hold them back. */
const MADE_BY: Partial<Record<QuantityName, Step>> = {
  scores: 'dot_products',
  scaled_scores: 'scale',
  masked_scores: 'mask',
  weights: 'normalise',
  sum: 'normalise',
  entropy: 'normalise',
  output: 'residual',
  previous: 'normalise',
  first: 'normalise',
  diagonal: 'normalise',
  induction: 'normalise',
  duplicate: 'normalise',
  rollout: 'normalise',
  output_change: 'residual'
};

/** A word, and its place where it stands in several. */
function placed(trans: Translator, tokens: readonly string[], place: number): string {
  const name = visible(tokens[place], 16);
  return tokens.indexOf(tokens[place]) === tokens.lastIndexOf(tokens[place])
    ? name
    : trans.__('%1, token %2', name, place + 1);
}

function nameOf(trans: Translator, { trace, selection }: Ready, quantity: Quantity): string {
  const word = (place: number | string | undefined, tokens: readonly string[], usual: number) =>
    typeof place === 'string' || tokens[place ?? usual] === undefined
      ? visible(String(place), 16)
      : placed(trans, tokens, place ?? usual);
  const query = word(quantity.query, trace.tokens, selection.query);
  const key = word(quantity.key, trace.keyTokens, selection.query);
  const { dimension, head = selection.head } = quantity;
  const ofHead = (pattern: Pattern) =>
    trans.__('%1 (head %2)', measureName(pattern, trans), head + 1);
  const vector = (letter: string, of: string) =>
    dimension === undefined
      ? trans.__('length of %1 of %2', letter, of)
      : trans.__('%1 of %2, dimension %3', letter, of, dimension);
  const names: Record<QuantityName, string> = {
    scores: trans.__('score of %1 and %2', query, key),
    scaled_scores: trans.__('scaled score of %1 and %2', query, key),
    masked_scores: trans.__('masked score of %1 and %2', query, key),
    weights: trans.__('what %1 gives to %2', query, key),
    sum: trans.__('sum of row %1', query),
    entropy: trans.__('entropy of row %1', query),
    embeddings: vector('x', query),
    query: vector('q', query),
    key: vector('k', key),
    value: vector('v', key),
    output: vector(trans.__('output'), query),
    n_tokens: trans.__('number of words'),
    n_heads: trans.__('heads'),
    n_kv_heads: trans.__('heads of keys and values'),
    d_model: trans.__('dimensions'),
    mask: trans.__('mask'),
    mask_at: trans.__('where the mask acts'),
    scale: trans.__('scale'),
    temperature: trans.__('temperature'),
    softmax: trans.__('softmax'),
    positions: trans.__('positions'),
    residual: trans.__('residual'),
    asking: trans.__('the word that asks'),
    guess: trans.__('your guess for %1', query),
    previous: ofHead('previous'),
    first: ofHead('first'),
    diagonal: ofHead('diagonal'),
    induction: ofHead('induction'),
    duplicate: ofHead('duplicate'),
    rollout: trans.__('over the layers: what %1 has of %2', query, key),
    output_change: trans.__('change of the output of %1', query)
  };
  return names[quantity.about];
}
