import { useSurroundings } from './context.ts';

/** Stands where something has not been computed yet. */
export function NotYet() {
  const { trans } = useSurroundings();
  return <p className="jp-Attention-hint">{trans.__('Not computed yet.')}</p>;
}
