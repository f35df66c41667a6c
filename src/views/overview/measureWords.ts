import type { HeadSketch, Measure, Pattern } from '../../engine/index.ts';
import { decimal, visible } from '../../figures/index.ts';
import type { Numerals } from '../../figures/index.ts';
import { labelOf, measureOf } from '../../figures/overview/index.ts';
import type { Place } from '../../figures/overview/index.ts';
import type { LayerSketch } from '../../model/overview/index.ts';
import type { Translator } from '../frame/translator.ts';
import { measureName } from '../parts/measureName.ts';
import { placedProblem } from '../parts/problemText.ts';

/** Why nothing is known of a head, yet or at all. */
export function whyNot(problem: LayerSketch['problem'], trans: Translator): string {
  return problem ? placedProblem(problem, trans) : trans.__('not computed yet');
}

/** What a measure says. */
export function measureMeaning(measure: Measure, trans: Translator): string {
  const meanings: Record<Measure, string> = {
    entropy: trans.__('how undecided a row is: 0 where one token gets all; the mean of all rows'),
    distance: trans.__('how many tokens lie between who asks and who answers, on average'),
    previous: trans.__('the mean weight on the token before'),
    first: trans.__('the mean weight that the first token gets from all others'),
    diagonal: trans.__('the mean weight on the token itself'),
    induction: trans.__('where a token was there before: the mean weight on what followed it then'),
    duplicate: trans.__('where a token was there before: the mean weight on it there'),
    weighted: trans.__('how much comes in: weights times the lengths of the values, summed')
  };
  return meanings[measure];
}

/** A measure of a head as a number, or a sign that it has none. */
export function measureText(sketch: HeadSketch, measure: Measure, numerals: Numerals): string {
  const value = measureOf(sketch, measure);
  return value === null ? '–' : decimal(value, numerals, false, 2);
}

/** What a head is called with the number that says so, or nothing. */
export function labelText(
  sketch: HeadSketch | null,
  numerals: Numerals,
  trans: Translator
): string | null {
  const label = sketch && labelOf(sketch);
  return label && patternText(label.pattern, label.value, numerals, trans);
}

function patternText(
  pattern: Pattern,
  value: number,
  numerals: Numerals,
  trans: Translator
): string {
  return `${measureName(pattern, trans)} ${decimal(value, numerals, false, 2)}`;
}

/** Letters of a layer's name that are shown. */
const LETTERS = 30;

/** What a layer is called. */
export function layerName(
  { name }: Pick<LayerSketch, 'name'>,
  layer: number,
  trans: Translator
): string {
  return name ? visible(name, LETTERS) : trans.__('layer %1', layer + 1);
}

/** What a head is called among all. */
export function placeName(
  { layer, head }: Place,
  layers: readonly LayerSketch[],
  trans: Translator
): string {
  return layers.length > 1
    ? trans.__('%1, head %2', layerName(layers[layer], layer, trans), head + 1)
    : trans.__('head %1', head + 1);
}
