import { MEASURES } from '../../engine/index.ts';
import type { HeadSketch } from '../../engine/index.ts';
import { decimal } from '../../figures/index.ts';
import { labelOf, measureOf } from '../../figures/overview/index.ts';
import type { Place } from '../../figures/overview/index.ts';
import type { LayerSketch } from '../../model/overview/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { measureName } from '../parts/measureName.ts';
import { measureMeaning, measureText, placeName, whyNot } from './measureWords.ts';

interface Props {
  readonly layers: readonly LayerSketch[];
  readonly place: Place;
  readonly sketch: HeadSketch | null;
  /** It is the head on the stage. */
  readonly isShown: boolean;
}

/** All that is measured of one head: the one that is pointed at, or else the one on the stage. */
export function HeadWords({ layers, place, sketch, isShown }: Props) {
  const { trans, theme } = useSurroundings();
  const layer = layers[place.layer];
  if (!layer) {
    return null;
  }
  const label = sketch && labelOf(sketch);
  const share = label && sketch[label.pattern];
  const number = (value: number) => decimal(value, theme, false, 2);
  return (
    <div className="jp-Attention-headWords">
      <p>
        <b>{placeName(place, layers, trans)}</b>
        {isShown && ` ${trans.__('(on the stage)')}`}
        {label && share && (
          <>
            {': '}
            {trans.__(
              '%1 %2 on this text, over %3 rows; evenly spread it would be %4.',
              measureName(label.pattern, trans),
              number(share.value),
              share.rows,
              number(share.chance)
            )}
          </>
        )}
        {!sketch && `: ${whyNot(layer.problem, trans)}`}
      </p>
      {sketch && (
        <dl>
          {MEASURES.filter(measure => measureOf(sketch, measure) !== null).map(measure => (
            <div key={measure} title={measureMeaning(measure, trans)}>
              <dt>{measureName(measure, trans)}</dt>
              <dd>{measureText(sketch, measure, theme)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
