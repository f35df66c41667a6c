import { rgb } from 'd3-color';
import { interpolateRgb, piecewise } from 'd3-interpolate';
import {
  bendOf,
  cellColors,
  COLOR_SCALES,
  contrast,
  DARK,
  LIGHT,
  matrixCells,
  matrixFigure,
  PRINT,
  rasterOf,
  scaleColors,
  shadeAt,
  textFits
} from '../../src/figures/index.ts';
import type { Theme } from '../../src/figures/index.ts';
import { LAYERS, STAGES } from '../../src/format/index.ts';
import { AttentionModel } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';

const THEMES: [string, Theme][] = [
  ['light', LIGHT],
  ['dark', DARK],
  ['paper', PRINT]
];

/** Source: WCAG 2.2, success criterion 1.4.3. */
const TEXT = 4.5;

test('the contrast of two colours is that of WCAG', () => {
  expect(contrast('#000', '#fff')).toBeCloseTo(21, 10);
  expect(contrast('#777', '#fff')).toBeCloseTo(4.478, 3);
  expect(contrast('#fff', '#777')).toBeCloseTo(4.478, 3);
});

test.each(THEMES)('text in the colour of a role is read on the page: %s', (_, theme) => {
  for (const layer of LAYERS) {
    expect([layer, contrast(theme.roles[layer], theme.paper) >= TEXT]).toEqual([layer, true]);
  }
  expect(contrast(theme.faint, theme.paper)).toBeGreaterThanOrEqual(TEXT);
  expect(contrast(theme.ink, theme.masked)).toBeGreaterThanOrEqual(TEXT);
});

const SCALES = THEMES.flatMap(([name, theme]) =>
  COLOR_SCALES.flatMap(scale => STAGES.map(stage => [name, scale, stage, theme] as const))
);

test.each(SCALES)(
  'one ink is read on every cell with a number: %s, %s, %s',
  (_name, scale, stage, theme) => {
    const themed = { ...theme, sequential: scaleColors(scale, theme) };
    const color = piecewise(interpolateRgb, [...cellColors({ stage, written: true }, themed)]);
    const shades = Array.from({ length: 1001 }, (_, s) => rgb(color(s / 1000)).formatHex());
    const least = Math.min(...shades.map(shade => contrast(shade, theme.ink)));
    expect(least).toBeGreaterThanOrEqual(TEXT);
    // And the ends are told apart from where nothing is.
    const none = shades[stage === 'weights' ? 0 : 500];
    expect(contrast(none, shades[1000])).toBeGreaterThan(1.5);
  }
);

const ready = (payload: object) => {
  const model = new AttentionModel();
  model.load({ format: 'attention', version: 1, ...payload });
  return model.state as Ready;
};
const WORDS = { sentence: 'Angry lions hunt zebras, while cats sleep peacefully' };

test('Plotly writes in the same ink, and where numbers have room', () => {
  const { trace, selection } = ready(WORDS);
  const textOf = (size?: readonly [number, number]) => {
    const [heatmap] = matrixFigure(trace, selection, DARK, size).data;
    return (heatmap as { textfont?: object }).textfont;
  };
  expect(textOf()).toEqual({ size: 13, color: DARK.ink });
  expect(textOf([400, 300])).toEqual({ size: 13, color: DARK.ink });
  expect(textOf([400, 100])).toBeUndefined(); // lower than text
  expect(textOf([100, 300])).toBeUndefined(); // narrower
  const cells = matrixCells(trace, { ...selection, stage: 'scores' });
  expect(textFits(cells, DARK, [400, 300])).toBe(true); // −1.59 takes more than 34%
  expect(textFits(cells, DARK, [250, 300])).toBe(false);
  expect(textFits(matrixCells(trace, selection), DARK, [250, 300])).toBe(true);
});

/** Tokens of which one asks for the first, and beside it for one in sixteen. */
function sink(n: number) {
  const tokens = Array.from({ length: n }, (_, t) => `t${t}`);
  const scores = tokens.map((_, key) => ({
    head: 0,
    query: 5,
    key,
    value: key === 0 ? Math.log(n) : key % 16 === 5 ? 2 : 0
  }));
  const embeddings = tokens.map(() => [0, 0]);
  const square = [
    [1, 0],
    [0, 1]
  ];
  const projections = { query: square, key: square, value: square };
  return ready({ tokens, embeddings, projections, scale: 1, overrides: { scores } });
}

test.each([64, 256])('a pattern beside a token that draws most is seen, of %i tokens', n => {
  const { trace, selection } = sink(n);
  const raster = rasterOf(matrixCells(trace, selection), [1024, 1024]);
  const row = trace.heads[0].weights[5];
  const shade = (key: number) => shadeAt(raster, 5, row[key]);
  expect(row[0]).toBeGreaterThan(7 * row[21]); // the pattern is small beside it
  expect(shade(0)).toBeCloseTo(1, 5);
  expect(shade(21) - shade(22)).toBeGreaterThan(0.2);
  expect(shadeAt(raster, 5, 1 / n)).toBeCloseTo(0.25, 5);
});

test('a scale that is bent keeps the order of the shares, and its ends', () => {
  expect(bendOf(0.3, 1)).toBeNull(); // an even share has its quarter of the colour already
  const raster = { low: 0, high: 0.5, highs: null, even: 0.001 };
  const shades = Array.from({ length: 101 }, (_, s) => shadeAt(raster, 0, s / 200));
  expect(shades[0]).toBe(0);
  expect(shades[100]).toBeCloseTo(1, 12);
  expect([...shades].sort((a, b) => a - b)).toEqual(shades);
});

test('numbers that are written have colours that grow evenly', () => {
  const { trace, selection } = ready(WORDS);
  const raster = rasterOf(matrixCells(trace, selection), [512, 512]);
  expect(raster.even).toBeNull();
  expect(shadeAt(raster, 0, raster.high / 2)).toBeCloseTo(0.5, 12);
});

describe('the full colour', () => {
  const { trace, selection } = ready({ ...WORDS, mask: 'causal' });
  const { weights } = trace.heads[0];
  const zOf = (shading: 'sight' | 'row', stage: 'weights' | 'scores' = 'weights') => {
    const [{ z }] = matrixFigure(trace, { ...selection, shading, stage }, LIGHT).data as [
      { z: (number | null)[][]; zmax: number; customdata?: (string | null)[][] }
    ];
    return z;
  };

  test('is that of the strongest share in sight', () => {
    const raster = rasterOf(matrixCells(trace, selection), [512, 512]);
    expect([raster.high, raster.highs]).toEqual([1, null]);
    expect(zOf('sight')[6].slice(0, 7)).toEqual(Array.from(weights[6]).slice(0, 7));
  });

  test('or of each row, live as in Plotly', () => {
    const cells = matrixCells(trace, { ...selection, shading: 'row' });
    const raster = rasterOf(cells, [512, 512]);
    zOf('row').forEach((row, r) => {
      const most = Math.max(...weights[r]);
      expect(raster.highs![r]).toBe(most);
      row.forEach((z, c) => {
        if (c <= r) {
          expect(z).toBeCloseTo(weights[r][c] / most, 12);
          expect(z).toBe(shadeAt(raster, r, weights[r][c]));
        } else {
          expect(z).toBeNull();
        }
      });
    });
  });

  test('of scores a row has its own both ways, and 0 stays in the middle', () => {
    const { scores } = trace.heads[0];
    zOf('row', 'scores').forEach((row, r) => {
      const most = Math.max(...Array.from(scores[r], score => Math.abs(score)));
      row.forEach((z, c) => expect(z).toBeCloseTo(scores[r][c] / most / 2 + 0.5, 12));
    });
  });
});
