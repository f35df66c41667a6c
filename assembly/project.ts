import { copyRows, packBlock, scoreTiles } from './attend';
import { Head } from './head';
import { packColumns } from './pack';
import { BLOCK_ROWS, Tiles, outputStride, outputs, plan, size, valuePanels } from './plan';
import { upTo, wantRows } from './tile';

/** Packs value [k, c], the matrix of a product. */
export function packMatrix<T>(head: Head): void {
  plan(head, sizeof<T>());
  packColumns<T>(head.value, head.m, head.valueWidth, valuePanels, head.m * 32);
}

/**
 * A matrix product: query [n, k] × value [k, c] → output [rows, c]. The head's key width and its
 * number of keys are both k, so that packed columns are to the queries what packed keys are.
 */
export function multiplyRows(head: Head): void {
  const width = head.valueWidth;
  const count = head.to - head.from;
  wantRows(count);
  for (let slot = 0; slot < count; slot += BLOCK_ROWS) {
    const last = min(slot + BLOCK_ROWS, count);
    const tiles = Tiles.of(last - slot);
    packBlock(head, 0, slot, count, tiles);
    if (size == 4) {
      scoreTiles<f32>(head, valuePanels, tiles, 0, width, outputs, outputStride);
    } else {
      scoreTiles<f64>(head, valuePanels, tiles, 0, width, outputs, outputStride);
    }
    copyRows(head, 0, slot, last, count, outputs, outputStride, head.output, width);
  }
}
