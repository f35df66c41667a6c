import { copyRows, packQueries } from './attend';
import { Head } from './head';
import { packColumns } from './pack';
import { BLOCK_ROWS, outputStride, outputs, plan, queryTiles, valuePanels } from './plan';
import { STEP, TILE_ROWS, tile, tileWidth, upTo } from './tile';

/**
 * A matrix product: query [n, k] × value [k, c] → output [rows, c]. The head's key width and its
 * number of keys are both k.
 */
export function project<T>(head: Head): void {
  plan(head, sizeof<T>());
  packColumns<T>(head.value, head.m, head.valueWidth, valuePanels, head.m * 32);
  multiply<T>(head);
}

/** The same with a matrix that is packed in the head's room already. */
export function multiply<T>(head: Head): void {
  plan(head, sizeof<T>());
  const count = head.to - head.from;
  const query = head.keyWidth * STEP;
  for (let slot = 0; slot < count; slot += BLOCK_ROWS) {
    const last = min(slot + BLOCK_ROWS, count);
    const tiles = upTo(last - slot, TILE_ROWS) / TILE_ROWS;
    for (let t = 0; t < tiles; t++) {
      packQueries<T>(head, 0, slot + t * TILE_ROWS, count, t);
    }
    for (let c = 0; c < head.valueWidth; c += tileWidth<T>()) {
      const panel = valuePanels + c * head.m * sizeof<T>();
      for (let t = 0; t < tiles; t++) {
        const to = outputs + t * TILE_ROWS * outputStride + c * sizeof<T>();
        tile<T>(queryTiles + t * query, panel, head.keyWidth, to, outputStride, true);
      }
    }
    const width = head.valueWidth;
    copyRows<T>(head, 0, slot, last, count, outputs, outputStride, head.output, width);
  }
}
