import { cellColors, cellText } from '../../figures/index.ts';
import type { CellKind, Cells, Raster } from '../../figures/index.ts';
import { useSurroundings } from '../frame/context.ts';

interface Props {
  readonly raster: Raster;
  readonly cells: Cells<CellKind>;
  /** What the shown head is called. */
  readonly here: string;
  /** What the pinned one is called. */
  readonly name: string;
}

/** What the colours of a difference mean: nothing in the middle, more of the one or the other to both sides. */
export function Legend({ raster: { high, highs }, cells, here, name }: Props) {
  const { trans, theme } = useSurroundings();
  const colors = cellColors(cells, theme);
  const end = (sign: 1 | -1) =>
    highs ? trans.__('most of the row') : cellText(sign * high, 'difference', theme, high < 0.1);
  return (
    <p className="jp-Attention-legend">
      <span>{trans.__('more in %1', name)}</span>
      <span>{end(-1)}</span>
      <span
        className="jp-Attention-scale"
        role="img"
        aria-label={trans.__('colours from %1 over 0 to %2 points', end(-1), end(1))}
        style={{ background: `linear-gradient(to right, ${colors.join(', ')})` }}
      />
      <span>{trans.__('%1 points', end(1))}</span>
      <span>{trans.__('more in %1', here)}</span>
    </p>
  );
}
