import { useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { MEASURES, PATTERNS } from '../../engine/index.ts';
import type { Pattern } from '../../engine/index.ts';
import { fileName } from '../../figures/export/fileName.ts';
import { ALL, labelOf, listed, measuresCsv } from '../../figures/overview/index.ts';
import type { Listed, Place, Wanted } from '../../figures/overview/index.ts';
import type { Ready } from '../../model/index.ts';
import type { Sketches } from '../../model/overview/index.ts';
import { download } from '../export/download.ts';
import { useSurroundings } from '../frame/context.ts';
import { adoptStyles } from '../frame/shadow.ts';
import { ActButton } from '../parts/ActButton.tsx';
import { measureName } from '../parts/measureName.ts';
import { HeadGrid } from './HeadGrid.tsx';
import { HeadTable } from './HeadTable.tsx';
import { HeadWords } from './HeadWords.tsx';
import { measureMeaning } from './measureWords.ts';
import styles from './overview.raw.css';
import { OverLayers } from './OverLayers.tsx';
import { Source } from './Source.tsx';
import { useSketches } from './useSketches.ts';

interface Props {
  readonly id: string;
  readonly state: Ready;
}

/** All heads of all layers: their whole matrices, small, and what they are measured by. */
export function OverviewPane({ id, state }: Props) {
  const { model, trans } = useSurroundings();
  const pane = useRef<HTMLElement>(null);
  useLayoutEffect(() => adoptStyles(pane.current!, styles), []);
  const sketches = useSketches();
  const [wanted, setWanted] = useState<Wanted>(ALL);
  const [looked, setLooked] = useState<Listed | null>(null);
  const [table, setTable] = useState(false);
  const [over, setOver] = useState(false);
  const { layers } = sketches;
  const { layer, head } = state.selection;
  const shown = { layer, head };
  const choose = (place: Place) =>
    model.select({ head: place.head, ...(layers.length > 1 && { layer: place.layer }) });
  const told = looked ?? { ...shown, sketch: null };
  return (
    <section
      ref={pane}
      id={id}
      className="jp-Attention-pane jp-Attention-overview"
      aria-label={trans.__('All heads')}
    >
      <Controls state={state} sketches={sketches} wanted={wanted} onWant={setWanted}>
        <button type="button" aria-expanded={table} onClick={() => setTable(!table)}>
          {trans.__('Table')}
        </button>
        {layers.length > 1 && (
          <button type="button" aria-expanded={over} onClick={() => setOver(!over)}>
            {trans.__('Over the layers')}
          </button>
        )}
      </Controls>
      {over && <OverLayers state={state} layers={layers} />}
      {listed(layers, wanted).length === 0 ? (
        <p className="jp-Attention-hint">{trans.__('No head follows this pattern clearly.')}</p>
      ) : (
        <HeadGrid
          layers={layers}
          wanted={wanted}
          shown={shown}
          onChoose={choose}
          onLook={setLooked}
        />
      )}
      <HeadWords
        layers={layers}
        place={told}
        sketch={layers[told.layer]?.heads[told.head] ?? null}
        isShown={told.layer === layer && told.head === head}
      />
      {table && (
        <HeadTable
          layers={layers}
          wanted={wanted}
          shown={shown}
          onSort={setWanted}
          onChoose={choose}
        />
      )}
      <Source state={state} />
    </section>
  );
}

interface ControlsProps {
  readonly state: Ready;
  readonly sketches: Sketches;
  readonly wanted: Wanted;
  readonly onWant: (wanted: Wanted) => void;
  readonly children: ReactNode;
}

/** Which heads, in which order, and what can be made of them. */
function Controls({ state, sketches, wanted, onWant, children }: ControlsProps) {
  const { trans } = useSurroundings();
  const { layers, done, total } = sketches;
  const counts = countPatterns(sketches);
  const save = () => {
    const blob = new Blob([measuresCsv(layers)], { type: 'text/csv' });
    download({ name: fileName(state.trace.tokens, 'heads', 'csv'), blob });
  };
  return (
    <div className="jp-Attention-overviewControls">
      <label>
        {trans.__('Order')}{' '}
        <select
          value={wanted.by}
          title={wanted.by === 'layer' ? undefined : measureMeaning(wanted.by, trans)}
          onChange={({ target }) => onWant({ ...wanted, by: target.value as Wanted['by'] })}
        >
          <option value="layer">{trans.__('by layer')}</option>
          {MEASURES.map(measure => (
            <option key={measure} value={measure}>
              {measureName(measure, trans)}
            </option>
          ))}
        </select>
      </label>
      {wanted.by !== 'layer' && (
        <button type="button" onClick={() => onWant({ ...wanted, falling: !wanted.falling })}>
          {wanted.falling ? trans.__('largest first ↓') : trans.__('smallest first ↑')}
        </button>
      )}
      <label>
        {trans.__('Show')}{' '}
        <select
          value={wanted.pattern ?? ''}
          onChange={({ target }) =>
            onWant({ ...wanted, pattern: (target.value || null) as Pattern | null })
          }
        >
          <option value="">{trans.__('all %1 heads', total)}</option>
          {PATTERNS.map(pattern => (
            <option key={pattern} value={pattern}>
              {trans.__('%1 (%2)', measureName(pattern, trans), counts[pattern])}
            </option>
          ))}
        </select>
      </label>
      {children}
      <ActButton can={done > 0 && done === total} onClick={save}>
        {trans.__('Save as CSV')}
      </ActButton>
      {done < total && (
        <label className="jp-Attention-busy">
          {trans.__('%1 of %2 heads', done, total)} <progress value={done / total} />
        </label>
      )}
    </div>
  );
}

function countPatterns({ layers }: Sketches): Record<Pattern, number> {
  const counts = Object.fromEntries(PATTERNS.map(pattern => [pattern, 0])) as Record<
    Pattern,
    number
  >;
  for (const sketch of layers.flatMap(({ heads }) => heads)) {
    const label = sketch && labelOf(sketch);
    if (label) {
      counts[label.pattern] += 1;
    }
  }
  return counts;
}
