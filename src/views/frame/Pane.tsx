import type { ReactNode } from 'react';
import type { PaneName } from '../../format/index.ts';
import { PANES } from '../../format/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from './context.ts';
import { Covered } from '../parts/Covered.tsx';
import { coverOf } from './coverOf.ts';
import { railOf } from './settings.ts';
import { usePlace } from './Unhurried.tsx';

interface Props {
  readonly state: Ready;
  readonly name: PaneName;
  readonly title: ReactNode;
  /** What stands beside the title while the pane is open. */
  readonly controls?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the view under a title that folds it; a folded pane draws nothing. */
export function Pane({ state, name, title, controls, children }: Props) {
  const { model, settings } = useSurroundings();
  const shown = state.selection.panes ?? settings.panes;
  const open = shown.includes(name);
  const rail = railOf(state.selection, settings);
  const covered = coverOf(name, state.selection.covered, rail);
  const toggle = () =>
    model.select({ panes: PANES.filter(pane => shown.includes(pane) !== (pane === name)) });
  return (
    <section ref={usePlace()} className={`jp-Attention-pane jp-mod-${name}Pane`} data-open={open}>
      <header>
        <h3>
          <button type="button" className="jp-Attention-fold" aria-expanded={open} onClick={toggle}>
            {title}
          </button>
        </h3>
        {open && !covered && controls}
      </header>
      {open && (
        <Covered state={state} name={name} covered={covered}>
          {children}
        </Covered>
      )}
    </section>
  );
}
