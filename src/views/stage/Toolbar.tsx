import { headColor } from '../../figures/index.ts';
import type { Ready } from '../../model/index.ts';
import { Busy } from '../frame/Busy.tsx';
import { useSurroundings } from '../frame/context.ts';
import { ActButton } from '../parts/ActButton.tsx';
import { RailTabs } from '../rail/Rail.tsx';
import { ComputedNote } from './ComputedNote.tsx';
import { MoreMenu } from './MoreMenu.tsx';
import { StepControls } from './StepControls.tsx';
import { UnknownFields } from './UnknownFields.tsx';

/** The title, the steps, what stands beside the figures, and what can be done with the view. */
export function Toolbar({ state }: { readonly state: Ready }) {
  const { trans, parts, presenting, present } = useSurroundings();
  return (
    <div className="jp-Attention-toolbar" role="toolbar" aria-label={trans.__('Attention')}>
      <h2>
        {trans.__('Attention')} <small>{trans.__('who listens to whom')}</small>
      </h2>
      <Busy share={state.busy} />
      <ComputedNote state={state} />
      <HeadChoice state={state} />
      <StepControls state={state} />
      {parts === 'all' && <RailTabs state={state} />}
      <button type="button" aria-pressed={presenting} onClick={() => present(!presenting)}>
        {trans.__('Present')}
      </button>
      <Ways state={state} />
      <MoreMenu state={state} />
      <UnknownFields state={state} />
    </div>
  );
}

function HeadChoice({ state: { trace, selection } }: { readonly state: Ready }) {
  const { model, trans, theme } = useSurroundings();
  return trace.heads.length === 1 ? null : (
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
  );
}

/** Back, forth, and to the start. */
function Ways({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const ways = [
    [trans.__('Undo'), '↶', state.canUndo, () => model.undo(), ''],
    [trans.__('Redo'), '↷', state.canRedo, () => model.redo(), ''],
    [
      trans.__('Reset'),
      '⟲',
      state.differs,
      () => model.reset(),
      trans.__('Reset: changed from what was sent')
    ]
  ] as const;
  return (
    <span className="jp-Attention-ways" data-differs={state.differs}>
      {ways.map(([name, sign, can, go, why]) => (
        <ActButton key={name} aria-label={name} title={(can && why) || name} can={can} onClick={go}>
          {sign}
        </ActButton>
      ))}
    </span>
  );
}
