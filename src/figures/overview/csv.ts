import { MEASURES } from '../../engine/index.ts';
import type { LayerSketch } from '../../model/overview/index.ts';
import { csvOf } from '../export/csv.ts';
import { measureOf } from './pattern.ts';

/**
 * The measures of all heads as CSV: a line a head, named by the number of its layer and its own, both from 1, with
 * every digit. A measure that a head has not is empty.
 */
export function measuresCsv(layers: readonly LayerSketch[]): string {
  const tables = layers.flatMap(({ heads }, layer) =>
    heads.flatMap((sketch, head) => (sketch ? [{ layer, head, sketch }] : []))
  );
  const columns = ['layer', 'head', ...MEASURES];
  const numbers = tables.map(({ layer, head, sketch }) => [
    layer + 1,
    head + 1,
    ...MEASURES.map(measure => measureOf(sketch, measure))
  ]);
  const rows = tables.map(({ layer }) => layers[layer].name ?? '');
  return [...csvOf([{ columns, rows, numbers }])].join('');
}
