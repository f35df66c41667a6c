import { Head } from './head';
import { packColumns, packRows } from './pack';
import { BLOCK_ROWS, outputStride, outputs, plan, queryTiles, valuePanels } from './plan';
import { TILE_ROWS, tile, tileWidth, upTo } from './tile';

/**
 * A matrix product: query [n, k] × value [k, c] → output [rows, c]. The head's key width and its
 * number of keys are both k.
 */
export function project<T>(head: Head): void {
  plan(head, sizeof<T>());
  packColumns<T>(head.value, head.m, head.valueWidth, valuePanels);
  const row = <usize>(head.keyWidth * sizeof<T>());
  const bytes = <usize>(head.valueWidth * sizeof<T>());
  const last = head.to - 1;
  for (let first = head.from; first <= last; first += BLOCK_ROWS) {
    const inBlock = min(BLOCK_ROWS, head.to - first);
    const tiles = upTo(inBlock, TILE_ROWS) / TILE_ROWS;
    for (let t = 0; t < tiles; t++) {
      const r = first + t * TILE_ROWS;
      packRows<T>(
        head.query + min(r, last) * row,
        head.query + min(r + 1, last) * row,
        head.query + min(r + 2, last) * row,
        head.query + min(r + 3, last) * row,
        head.keyWidth,
        queryTiles + t * TILE_ROWS * row
      );
    }
    for (let c = 0; c < head.valueWidth; c += tileWidth<T>()) {
      const panel = valuePanels + c * head.m * sizeof<T>();
      for (let t = 0; t < tiles; t++) {
        const to = outputs + t * TILE_ROWS * outputStride + c * sizeof<T>();
        tile<T>(queryTiles + t * TILE_ROWS * row, panel, head.keyWidth, to, outputStride, true);
      }
    }
    for (let r = 0; r < inBlock; r++) {
      memory.copy(head.output + (first - head.from + r) * bytes, outputs + r * outputStride, bytes);
    }
  }
}
