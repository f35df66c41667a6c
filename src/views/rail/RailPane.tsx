import type { ReactNode } from 'react';
import type { PaneName } from '../../format/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { usePlace } from '../frame/Unhurried.tsx';
import { Covered } from '../parts/Covered.tsx';

/** Parts that no cover has of its own: what they would tell is covered with the numbers. */
type Uncovered = 'measures' | 'lines' | 'text' | 'picture';
const UNCOVERED: readonly string[] = ['measures', 'lines', 'text', 'picture'] satisfies Uncovered[];

function isUncovered(name: PaneName | Uncovered): name is Uncovered {
  return UNCOVERED.includes(name);
}

interface Props {
  readonly state: Ready;
  readonly name: PaneName | Uncovered;
  readonly title: ReactNode;
  /** What stands beside the title. */
  readonly controls?: ReactNode;
  readonly children: ReactNode;
}

/** A part that stands in the rail, under its title. */
export function RailPane({ state, name, title, controls, children }: Props) {
  const { model, trans } = useSurroundings();
  const isCovered = !isUncovered(name) && state.selection.covered.includes(name);
  return (
    <section ref={usePlace()} className={`jp-Attention-pane jp-mod-${name}Pane`} data-open="true">
      <header>
        <h3>{title}</h3>
        {!isCovered && controls}
        <button
          type="button"
          className="jp-Attention-close"
          aria-label={trans.__('Fold it away')}
          onClick={() => model.select({ rail: 'none' })}
        >
          ×
        </button>
      </header>
      {isUncovered(name) ? (
        children
      ) : (
        <Covered state={state} name={name} covered={isCovered ? name : undefined}>
          {children}
        </Covered>
      )}
    </section>
  );
}
