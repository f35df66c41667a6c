import type { Ready } from '../../model/index.ts';
import { Busy } from '../frame/Busy.tsx';
import { useSurroundings } from '../frame/context.ts';
import { ActButton } from '../parts/ActButton.tsx';
import { RailTabs } from '../rail/Rail.tsx';
import { ComputedNote } from './ComputedNote.tsx';
import { HeadChoices } from './HeadChoices.tsx';
import type { Opened } from './HeadChoices.tsx';
import { MoreMenu } from './MoreMenu.tsx';
import { StepControls } from './StepControls.tsx';
import { UnknownFields } from './UnknownFields.tsx';

interface Props {
  readonly state: Ready;
  readonly overview: Opened;
}

/** The title, the steps, what stands beside the figures, and what can be done with the view. */
export function Toolbar({ state, overview }: Props) {
  const { trans, parts, presenting, present } = useSurroundings();
  return (
    <div className="jp-Attention-toolbar" role="toolbar" aria-label={trans.__('Attention')}>
      <h2>
        {trans.__('Attention')} <small>{trans.__('who listens to whom')}</small>
      </h2>
      <Busy share={state.busy} />
      <ComputedNote state={state} />
      <HeadChoices state={state} overview={overview} />
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
