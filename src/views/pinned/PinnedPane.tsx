import { useLayoutEffect, useRef } from 'react';
import { fileName } from '../../figures/export/fileName.ts';
import { matrixCells } from '../../figures/index.ts';
import { differenceCsv } from '../../figures/pair/index.ts';
import { showsWeights } from '../../model/index.ts';
import type { HeadPlace, Ready } from '../../model/index.ts';
import { download } from '../export/download.ts';
import { useSurroundings } from '../frame/context.ts';
import { adoptStyles } from '../frame/shadow.ts';
import { usePlace } from '../frame/Unhurried.tsx';
import { ActButton } from '../parts/ActButton.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { Pair } from './Pair.tsx';
import { headName } from './pairWords.ts';
import styles from './pinned.raw.css';
import { useBeside } from './useBeside.ts';
import type { Beside } from './useBeside.ts';

interface Props {
  readonly state: Ready;
  readonly pinned: HeadPlace;
}

/** The pinned head beside the one on the stage, or their difference. */
export function PinnedPane({ state, pinned }: Props) {
  const { trans } = useSurroundings();
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => adoptStyles(body.current!, styles), []);
  const beside = useBeside(state, pinned);
  const isSeen = showsWeights(state.selection);
  return (
    <section
      ref={usePlace()}
      className="jp-Attention-pane jp-Attention-pinned"
      aria-label={trans.__('Pinned head')}
    >
      <div ref={body}>
        <Controls state={state} pinned={pinned} beside={isSeen ? beside : null} />
        {isSeen ? (
          <Content state={state} pinned={pinned} beside={beside} />
        ) : (
          <NotYet state={state} step="normalise" />
        )}
      </div>
    </section>
  );
}

interface PartProps extends Props {
  readonly beside: Beside;
}

function Content({ state, pinned, beside }: PartProps) {
  const { trans } = useSurroundings();
  const name = headName(state, pinned, trans);
  switch (beside.is) {
    case 'there':
      return <Pair state={state} other={beside.numbers} name={name} />;
    case 'itself':
      return (
        <p className="jp-Attention-hint">
          {trans.__('%1 is on the stage. Choose another layer or head to see both.', name)}
        </p>
      );
    case 'elsewhere':
      return (
        <p className="jp-Attention-hint">
          {trans.__('%1 reads other tokens: cells of the two stand for different pairs.', name)}
        </p>
      );
    case 'refused':
      return <p className="jp-Attention-hint">{beside.why}</p>;
    case 'awaited':
      return <p className="jp-Attention-hint">{trans.__('computing …')}</p>;
  }
}

interface ControlsProps extends Props {
  /** Null: nothing of it may be seen. */
  readonly beside: Beside | null;
}

/** Both or their difference, and what can be done with the pinned head. */
function Controls({ state, pinned, beside }: ControlsProps) {
  const { model, trans } = useSurroundings();
  const { trace, selection, spec } = state;
  const { layer, head, difference } = selection;
  const numbers = beside?.is === 'there' ? beside.numbers : null;
  const place = ({ layer, head }: HeadPlace) => ({ head, ...(spec.layers && { layer }) });
  const swap = () => model.select({ ...place(pinned), pinned: place({ layer, head }) });
  const save = () => {
    const shown = matrixCells(trace, { ...selection, stage: 'weights', step: null });
    const blob = new Blob([...differenceCsv(trace, shown, numbers!)], { type: 'text/csv' });
    download({ name: fileName(trace.tokens, 'difference', 'csv'), blob });
  };
  return (
    <div className="jp-Attention-pinnedControls">
      <h3>{trans.__('Pinned: %1', headName(state, pinned, trans))}</h3>
      <span role="group" aria-label={trans.__('How they are compared')}>
        {([false, true] as const).map(on => (
          <button
            key={String(on)}
            type="button"
            aria-pressed={difference === on}
            onClick={() => model.select({ difference: on || undefined })}
          >
            {on ? trans.__('Difference') : trans.__('Side by side')}
          </button>
        ))}
      </span>
      <ActButton can={beside?.is !== 'itself'} onClick={swap}>
        {trans.__('Swap')}
      </ActButton>
      <ActButton can={numbers !== null} onClick={save}>
        {trans.__('Save the difference as CSV')}
      </ActButton>
      <button
        type="button"
        className="jp-Attention-close"
        aria-label={trans.__('Unpin')}
        title={trans.__('Unpin')}
        onClick={() => model.select({ pinned: undefined, difference: undefined })}
      >
        ×
      </button>
    </div>
  );
}
