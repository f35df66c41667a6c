import { badBase64, bytesIn, fromBase64 } from './bytes.ts';
import { count, tell } from './messages.ts';
import { describeBadBase64 } from './packed.ts';
import type { Report } from './report.ts';
import type { Sizes } from './sizes.ts';
import type { Spec, SpecImage } from './spec.ts';
import { number } from './told.ts';

/** Reports where the bytes of a picture are not as many as it has points, or its patches are not all tokens. */
export function checkImage({ image }: Spec, sizes: Sizes, report: Report): void {
  if (!image || !report.fine('$.image')) {
    return;
  }
  const { data, shape, rows, columns, first = 0 } = image;
  const needed = shape[0] * shape[1] * shape[2];
  const found = bytesIn(data);
  if (badBase64(data) >= 0) {
    report.problem('$.image.data', tell('noBase64', { what: describeBadBase64(data) }));
  } else if (found !== needed) {
    const advice = tell(found < needed ? 'cutOff' : 'otherShape');
    const told = { shape: shape.join(', '), dtype: 'uint8', advice };
    report.problem(
      '$.image.data',
      tell('bytes', { ...told, found: number(found), needed: number(needed) })
    );
  }
  const n = sizes.get('n');
  if (n !== undefined && rows * columns + first > n) {
    const tokens = count(n, 'token');
    report.problem('$.image.rows', tell('patches', { rows, columns, first, tokens }));
  }
}

/** The points of a picture, row by row: red, green and blue of each. */
export function pixelsOf({ data }: SpecImage): Uint8Array<ArrayBuffer> {
  return fromBase64(data);
}
