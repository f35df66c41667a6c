import { toBase64 } from '../../src/format/bytes.ts';

/** A picture of 4 × 5 patches behind a class token and a register: a light disc on a slope of colours. */
export const PATCHES = { rows: 4, columns: 5, first: 2 } as const;
/** Height and width of a patch, in points. */
const POINTS = 14;

/** The height and the width of the picture, in points. */
export const SHAPE = [PATCHES.rows * POINTS, PATCHES.columns * POINTS, 3] as const;

/** Red, green and blue of each point, row by row. */
export const PIXELS = Uint8Array.from({ length: SHAPE[0] * SHAPE[1] * 3 }, (_, i) => {
  const [point, channel] = [Math.floor(i / 3), i % 3];
  const [y, x] = [Math.floor(point / SHAPE[1]), point % SHAPE[1]];
  const isInside = Math.hypot(x - 45, y - 20) < 15;
  return isInside ? [250, 220, 120][channel] : [3 * x, 4 * y, 120][channel];
});

/** A layer of two heads: patches that are near one another, in rows, and a register that draws from all. */
export function pictureModel(): { readonly [field: string]: unknown } {
  const { rows, columns, first } = PATCHES;
  const places = Array.from({ length: rows * columns }, (_, i) => [Math.floor(i / columns), i % columns]); // prettier-ignore
  const tokens = ['[CLS]', '[REG1]', ...places.map(([r, c]) => `r${r}c${c}`)];
  const far = [0.5, 1].map(sharp =>
    tokens.map((_, query) =>
      tokens.map((_, key) => {
        if (query < first || key < first) {
          return key === 1 ? -1 : -2 - (query % 3);
        }
        const [a, b] = [places[query - first], places[key - first]];
        return -sharp * Math.hypot(a[0] - b[0], a[1] - b[1]);
      })
    )
  );
  const weights = far.map(head =>
    head.map(row => {
      const shares = row.map(Math.exp);
      const sum = shares.reduce((all, share) => all + share);
      return shares.map(share => share / sum);
    })
  );
  return {
    format: 'attention',
    version: 1,
    tokens,
    layers: [
      { name: 'layer 1', weights },
      { name: 'layer 2', weights: [...weights].reverse() }
    ],
    image: { dtype: 'uint8', shape: [...SHAPE], data: toBase64(PIXELS), ...PATCHES },
    view: { rail: 'picture', query: 9 }
  };
}
