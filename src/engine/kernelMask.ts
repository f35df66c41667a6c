import type { KernelMask } from './kernel/index.ts';
import { isMask } from './mask.ts';
import type { Mask, MaskParts } from './mask.ts';

/** A mask as the kernel has it. */
export function kernelMask(mask: 'causal' | Mask | MaskParts | null): KernelMask | null {
  if (mask === 'causal') {
    return { causal: true };
  }
  return isMask(mask) ? { cells: cellsOf(mask) } : mask;
}

function cellsOf(mask: Mask): Uint8Array {
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
