import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import type { PaneName } from '../../format/index.ts';
import type { Ready } from '../../model/index.ts';
import { Verdict } from './Verdict.tsx';

const Cover = lazy(async () => ({ default: (await import('./Cover.tsx')).Cover }));

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
      {covered ? (
        <Suspense fallback={null}>
          <Cover state={state} pane={covered} place={name} />
        </Suspense>
      ) : (
        children
      )}
    </>
  );
}
