import { headColor } from '../../figures/index.ts';
import type { Ready } from '../../model/index.ts';
import { Busy } from '../frame/Busy.tsx';
import { ComputedNote } from './ComputedNote.tsx';
import { useSurroundings } from '../frame/context.ts';
import { UnknownFields } from './UnknownFields.tsx';

/** Undo, redo, reset, the head that is shown, and full precision. */
export function Toolbar({ state }: { readonly state: Ready }) {
  const { model, trans, theme } = useSurroundings();
  const { trace, selection, canUndo, canRedo, differs } = state;
  return (
    <div className="jp-Attention-toolbar" role="toolbar" aria-label={trans.__('Attention')}>
      <Busy share={state.busy} />
      <ComputedNote state={state} />
      {differs && (
        <span className="jp-Attention-differs">{trans.__('changed from what was sent')}</span>
      )}
      {trace.heads.length > 1 && (
        <select
          aria-label={trans.__('Head')}
          value={selection.head}
          className="jp-Attention-head"
          style={{ borderLeftColor: headColor(selection.head, theme) }}
          onChange={event => model.select({ head: Number(event.target.value) })}
        >
          {trace.heads.map((_, h) => (
            <option key={h} value={h}>
              {trans.__('head %1 of %2', h + 1, trace.heads.length)}
            </option>
          ))}
        </select>
      )}
      <button type="button" disabled={!canUndo} onClick={() => model.undo()}>
        {trans.__('Undo')}
      </button>
      <button type="button" disabled={!canRedo} onClick={() => model.redo()}>
        {trans.__('Redo')}
      </button>
      <button type="button" disabled={!differs} onClick={() => model.reset()}>
        {trans.__('Reset')}
      </button>
      <button
        type="button"
        aria-pressed={selection.precise}
        onClick={() => model.select({ precise: !selection.precise })}
      >
        {trans.__('Full precision')}
      </button>
      <UnknownFields state={state} />
    </div>
  );
}
