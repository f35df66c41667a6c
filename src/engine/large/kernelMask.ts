import { cheapRows } from '../arrays/lazyRows.ts';
import type { KernelMask } from '../kernel/index.ts';
import { isMask } from '../mathematics/mask.ts';
import type { Mask, MaskParts } from '../mathematics/mask.ts';

/** A mask as the kernel has it. */
export function kernelMask(mask: 'causal' | Mask | MaskParts | null): KernelMask | null {
  if (mask === 'causal') {
    return { causal: true };
  }
  return isMask(mask) ? { cells: cellsOf(mask) } : mask;
}

/** The mask that was drawn as these cells, `columns` of them in a row. */
export function drawnMask(cells: Uint8Array, columns: number): Mask {
  const mask = cheapRows(cells.length / columns, columns, row =>
    Array.from(cells.subarray(row * columns, (row + 1) * columns), cell => cell === 1)
  );
  drawn.set(mask, cells);
  return mask;
}

/** A drawn mask, cell by cell. */
export function cellsOf(mask: Mask): Uint8Array {
  let cells = drawn.get(mask);
  if (!cells) {
    const columns = mask[0].length;
    cells = new Uint8Array(mask.length * columns);
    for (let r = 0; r < mask.length; r++) {
      for (let c = 0; c < columns; c++) {
        cells[r * columns + c] = mask[r][c] ? 1 : 0;
      }
    }
    drawn.set(mask, cells);
  }
  return cells;
}

/** Masks do not change: their cells are found once. */
const drawn = new WeakMap<Mask, Uint8Array>();
