import type { Measure } from '../../engine/index.ts';
import type { Translator } from '../frame/translator.ts';

/** What a measure is called. */
export function measureName(measure: Measure, trans: Translator): string {
  const names: Record<Measure, string> = {
    entropy: trans.__('entropy, bits'),
    distance: trans.__('distance, tokens'),
    previous: trans.__('previous token'),
    first: trans.__('first token'),
    diagonal: trans.__('itself'),
    induction: trans.__('induction'),
    duplicate: trans.__('duplicate token'),
    weighted: '‖αv‖'
  };
  return names[measure];
}
