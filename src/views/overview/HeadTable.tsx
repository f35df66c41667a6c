import { MEASURES } from '../../engine/index.ts';
import { listed } from '../../figures/overview/index.ts';
import type { Place, Wanted } from '../../figures/overview/index.ts';
import type { LayerSketch } from '../../model/overview/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { measureName } from '../parts/measureName.ts';
import { labelText, measureMeaning, measureText, placeName } from './measureWords.ts';

interface Props {
  readonly layers: readonly LayerSketch[];
  readonly wanted: Wanted;
  readonly shown: Place;
  readonly onSort: (wanted: Wanted) => void;
  readonly onChoose: (place: Place) => void;
}

/** Heads that are listed; what is saved has them all. */
const LISTED = 400;

/** The measures of all heads, a row each, sorted by any of them. */
export function HeadTable({ layers, wanted, shown, onSort, onChoose }: Props) {
  const { trans, theme } = useSurroundings();
  const heads = listed(layers, wanted);
  const sort = (by: Wanted['by']) =>
    onSort({ ...wanted, by, falling: by === wanted.by ? !wanted.falling : true });
  const sorted = (by: Wanted['by']) =>
    by !== wanted.by ? 'none' : wanted.falling && by !== 'layer' ? 'descending' : 'ascending';
  const isShown = ({ layer, head }: Place) => layer === shown.layer && head === shown.head;
  return (
    <div className="jp-Attention-scroll" tabIndex={0} role="region" aria-label={trans.__('Table')}>
      <table className="jp-Attention-headTable">
        <caption>{trans.__('The measures of all heads, on this text')}</caption>
        <thead>
          <tr>
            <th scope="col" aria-sort={sorted('layer')}>
              <button type="button" onClick={() => sort('layer')}>
                {trans.__('head')}
              </button>
            </th>
            {MEASURES.map(measure => (
              <th key={measure} scope="col" aria-sort={sorted(measure)}>
                <button
                  type="button"
                  title={measureMeaning(measure, trans)}
                  onClick={() => sort(measure)}
                >
                  {measureName(measure, trans)}
                </button>
              </th>
            ))}
            <th scope="col">{trans.__('pattern')}</th>
          </tr>
        </thead>
        <tbody>
          {heads.slice(0, LISTED).map(head => (
            <tr key={`${head.layer}-${head.head}`} data-chosen={isShown(head)}>
              <th scope="row">
                <button type="button" onClick={() => onChoose(head)}>
                  {placeName(head, layers, trans)}
                </button>
              </th>
              {MEASURES.map(measure => (
                <td key={measure}>
                  {head.sketch ? measureText(head.sketch, measure, theme) : '…'}
                </td>
              ))}
              <td>{labelText(head.sketch, theme, trans)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {heads.length > LISTED && <p>{trans.__('… and %1 more', heads.length - LISTED)}</p>}
    </div>
  );
}
