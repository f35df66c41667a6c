import type { ReactNode } from 'react';
import type { PaneName } from '../../format/index.ts';
import type { Ready } from '../../model/index.ts';
import { Cover } from './Cover.tsx';
import { Verdict } from './Verdict.tsx';

interface Props {
  readonly state: Ready;
  /** The part in whose place all this stands. */
  readonly name: PaneName;
  /** The part that is asked for there, while it is. */
  readonly covered: PaneName | undefined;
  readonly children: ReactNode;
}

/** A part of the view, or the question that stands for it; and what became of the guess. */
export function Covered({ state, name, covered, children }: Props) {
  return (
    <>
      <Verdict state={state} pane={name} covered={covered !== undefined} />
      {covered ? <Cover state={state} pane={covered} place={name} /> : children}
    </>
  );
}
