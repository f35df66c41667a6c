import { lab, rgb } from 'd3-color';
import { assert, integer, property, record, tuple } from 'fast-check';
import { polygonContains } from 'd3-polygon';
import { dot, mapVector, matmul, WORKED_SENTENCE } from '../../src/engine/index.ts';
import {
  basisOf,
  byHand,
  COLOR_SCALES,
  DARK,
  headColor,
  labelOffset,
  LIGHT,
  literal,
  matrixCells,
  rasterOf,
  matrixFigure,
  move,
  outputsScene,
  place,
  placeLabels,
  planeFigure,
  planeScene,
  PRINT,
  scaleColors,
  symbolPath,
  visible
} from '../../src/figures/index.ts';
import type { Placement } from '../../src/figures/index.ts';
import { AttentionModel } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { fixture } from '../fixtures/fixtures.ts';

const ready = (payload: unknown) => {
  const model = new AttentionModel();
  model.load(payload);
  return model.state as Ready;
};
const lions = ready({ format: 'attention', version: 1, sentence: WORKED_SENTENCE });
/** A payload whose plane shows the words alone. */
const words = (spec: object) =>
  ready({ format: 'attention', version: 1, ...spec, view: { layers: ['embeddings'] } });

test('two dimensions are shown as they are', () => {
  const { trace, selection } = words({ sentence: WORKED_SENTENCE });
  const scene = planeScene(trace, selection);
  expect(scene.points.filter(({ bare }) => !bare).map(({ x, y }) => [x, y])).toEqual(
    trace.embeddings
  );
  const { layout } = planeFigure(scene, LIGHT);
  expect(layout.xaxis?.title).toMatchObject({ text: 'dimension 1' });
});

test('a line to each key is as wide as its weight', () => {
  const { lines } = planeScene(lions.trace, lions.selection);
  const [weights] = lions.trace.heads[0].weights;
  const shares = lines.filter(({ role }) => role === 'query');
  expect(shares).toHaveLength(8);
  shares.forEach((line, key) => expect(line.width).toBeCloseTo(weights[key] * 16));
});

test('the contributions laid tip to tail end at the output', () => {
  const { lines } = outputsScene(lions.trace, lions.selection);
  const last = lines[lines.length - 1];
  last.to.forEach((part, c) => expect(part).toBeCloseTo(lions.trace.output[0][c], 12));
});

test('more dimensions are shown by principal components with their variance', () => {
  const { trace, selection } = words(fixture<{ spec: object }>('golden/four-heads.json').spec);
  const scene = planeScene(trace, selection);
  expect(planeFigure(scene, LIGHT).layout.xaxis?.title).toMatchObject({
    text: expect.stringMatching(/^principal component 1 \(\d+%\)$/)
  });
  expect(scene.points.filter(({ bare }) => !bare)).toHaveLength(trace.tokens.length);
});

test('a vector moved on the plane of principal components lands where it was dragged', () => {
  const vectors = [
    [1, 2, 3],
    [2, 0, 1],
    [0, 1, 0],
    [4, 1, 2]
  ];
  const basis = basisOf(vectors);
  const [from] = place(vectors, basis);
  const [to] = place([move(vectors[0], [0.3, -0.2], basis)], basis);
  expect(to[0] - from[0]).toBeCloseTo(0.3, 12);
  expect(to[1] - from[1]).toBeCloseTo(-0.2, 12);
});

test('directions that carry less than they did are chosen anew, if they are to carry enough', () => {
  const along = (...lengths: readonly number[]) =>
    lengths.flatMap((length, c) =>
      [1, -1].map(sign => lengths.map((_, i) => (i === c ? sign * length : 0)))
    );
  const before = along(5, 4, 1);
  const basis = basisOf(before);
  const [little, much] = [along(5, 4, 1.5), along(5, 1, 4)];
  for (const vectors of [little, much]) {
    expect(basisOf(vectors, basis).axes).toBe(basis.axes); // few have moved: whatever they carry
  }
  expect(basisOf(little, basis, 0, true).axes).toBe(basis.axes);
  const chosen = basisOf(much, basis, 0, true);
  expect(chosen).toEqual(basisOf(much));
  expect(chosen.variance![0] + chosen.variance![1]).toBeCloseTo(41 / 42, 12);
});

test('masked cells are empty, and weights are shaded from nothing', () => {
  const { trace, selection } = ready({
    format: 'attention',
    version: 1,
    sentence: 'cats sleep',
    mask: 'causal'
  });
  const cells = matrixCells(trace, selection);
  expect(rasterOf(cells, [100, 100])).toMatchObject({ low: 0, high: 1 });
  expect(cells).toMatchObject({
    values: [
      [1, null],
      [expect.any(Number), expect.any(Number)]
    ]
  });
});

test('figures are plain JSON', () => {
  for (const figure of [
    planeFigure(planeScene(lions.trace, lions.selection), LIGHT),
    planeFigure(outputsScene(lions.trace, lions.selection), LIGHT),
    matrixFigure(lions.trace, lions.selection, LIGHT)
  ]) {
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
  }
});

test('tokens reach Plotly literally', () => {
  expect(literal('<b>&amp;')).toBe('&lt;b&gt;&amp;amp;');
  const { trace, selection } = ready({ format: 'attention', version: 1, tokens: ['<b>', 'x'] });
  expect(JSON.stringify(planeFigure(planeScene(trace, selection), LIGHT))).not.toContain('<b>');
  const { xaxis } = matrixFigure(trace, selection, LIGHT).layout;
  expect(xaxis?.ticktext).toEqual(['&lt;b&gt;', 'x']);
});

test('what cannot be seen is made visible', () => {
  expect(visible('a\nb\t\u0007')).toBe('a⏎b⇥⟨BEL⟩');
  expect(visible('')).toBe('∅');
  expect(visible('x'.repeat(99), 5)).toBe('xxxx…');
});

test('by hand from the displayed decimals one gets what the lesson says', () => {
  const found = byHand(lions.trace, lions.selection, 2);
  expect(mapVector(found!.output, part => part.toFixed(3))).toEqual(['-0.316', '-0.577']);
  expect(found?.percentages).toBe(99);
});

test('colour scales lie nearest to the page where there is no weight, in light and dark', () => {
  for (const theme of [LIGHT, DARK]) {
    for (const name of COLOR_SCALES) {
      const colors = scaleColors(name, theme);
      const lightness = [colors[0], colors[colors.length - 1]].map(color => lab(color).l);
      expect(lightness[0] < lightness[1]).toBe(theme.dark);
    }
  }
});

test('all keys on a level line score the same', () => {
  const { trace, selection } = ready({
    format: 'attention',
    version: 1,
    sentence: WORKED_SENTENCE,
    view: { geometry: ['levels'], layers: ['query', 'key'], query: 2 }
  });
  const levels = planeScene(trace, selection).lines.filter(({ text }) => text.startsWith('q·k'));
  expect(levels.length).toBeGreaterThan(5);
  for (const { from, to, value } of levels) {
    for (const end of [from, to]) {
      expect(dot(trace.heads[0].query[2], end)).toBeCloseTo(value!, 9);
    }
  }
  // On the plane of the words it is their keys that score.
  const words = planeScene(trace, { ...selection, layers: ['embeddings'] });
  const [first] = words.lines;
  const [key] = matmul([[...first.from]], trace.projections.key);
  expect(dot(trace.heads[0].query[2], key)).toBeCloseTo(first.value!, 9);
});

test('an output lies inside of the hull of the values', () => {
  const { trace, selection } = ready({
    format: 'attention',
    version: 1,
    sentence: WORKED_SENTENCE,
    view: { geometry: ['hull'], layers: ['value'] }
  });
  const scene = planeScene(trace, selection);
  const hull = scene.lines.map(({ from }): [number, number] => [from[0], from[1]]);
  const output = scene.points.find(({ layer }) => layer === 'output')!;
  expect(hull.length).toBeGreaterThan(2);
  expect(polygonContains(hull, [output.x, output.y])).toBe(true);
});

test('a residual begins at the word, and ends at x + Δ', () => {
  const { trace, selection } = ready({
    format: 'attention',
    version: 1,
    sentence: WORKED_SENTENCE,
    residual: true
  });
  const all = outputsScene(trace, selection).lines.filter(({ arrow }) => arrow);
  const arrows = all.filter(({ role }) => role === 'value');
  const [delta] = all.filter(({ role }) => role === 'output');
  expect(delta).toMatchObject({ from: trace.embeddings[0], to: trace.output[0] });
  expect(arrows[0].from).toEqual(trace.embeddings[0]);
  arrows[arrows.length - 1].to.forEach((part, c) =>
    expect(part).toBeCloseTo(trace.output[0][c], 9)
  );
});

test('numbers that overflowed are shown as such, and leave the figures standing', () => {
  const { trace, selection } = ready({
    format: 'attention',
    version: 1,
    sentence: WORKED_SENTENCE,
    scale: 1e4,
    softmax: 'naive'
  });
  const scenes = [planeScene(trace, selection), outputsScene(trace, selection)];
  for (const { points, lines, frame } of scenes) {
    expect([frame.reach, ...points.flatMap(({ x, y }) => [x, y])].every(Number.isFinite)).toBe(
      true
    );
    expect(
      lines.flatMap(({ from, to, width }) => [...from, ...to, width]).every(Number.isFinite)
    ).toBe(true);
  }
  const { text } = matrixFigure(trace, selection, LIGHT).data[0] as { text?: string[][] };
  expect(text![0]).toContain('NaN');
});

test('labels that would cover one another are put apart', () => {
  const near = [
    { x: 50, y: 50, width: 40 },
    { x: 54, y: 52, width: 40 }
  ];
  expect(new Set(placeLabels(near, [200, 200])).size).toBe(2);
});

test('a label stands nearer to its own mark than to another', () => {
  const place = record({ x: integer({ min: 100, max: 300 }), y: integer({ min: 100, max: 300 }) });
  const wide = integer({ min: 20, max: 80 });
  const apart = tuple(place, place).filter(([a, b]) => Math.hypot(a.x - b.x, a.y - b.y) > 26);
  assert(
    property(apart, wide, (places, width) => {
      const labels = places.map(at => ({ ...at, width }));
      placeLabels(labels, [400, 400]).forEach((placement, i) => {
        const gap = (mark: { x: number; y: number }) => gapTo(labels[i], placement, mark);
        expect(gap(labels[i])).toBeLessThan(gap(labels[1 - i]));
      });
    }),
    { numRuns: 2000 }
  );
});

/** How far the text of a label is from a mark, in pixels. */
function gapTo(
  { x, y, width }: { x: number; y: number; width: number },
  placement: Placement,
  mark: { x: number; y: number }
): number {
  const [dx, dy, anchor] = labelOffset(placement, RADIUS, LIGHT.text);
  const left = x + dx - { start: 0, middle: width / 2, end: width }[anchor];
  const [top, bottom] = [y + dy - 0.8 * LIGHT.text, y + dy + 0.25 * LIGHT.text];
  const across = Math.max(left - mark.x, mark.x - left - width, 0);
  const down = Math.max(top - mark.y, mark.y - bottom, 0);
  return Math.hypot(across, down);
}

/** Half the size of a usual mark. */
const RADIUS = 4.5;

/** The contrast of two colours. Source: WCAG 2.2, success criterion 1.4.11. */
const contrast = (a: string, b: string) => {
  const [light, dark] = [a, b].map(luminance).sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};
const luminance = (color: string) => {
  const { r, g, b } = rgb(color);
  const [red, green, blue] = [r, g, b].map(part => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

test.each([LIGHT, DARK])('the colours of heads are seen on the page, each another', theme => {
  const colors = theme.heads.map((_, head) => headColor(head, theme));
  expect(new Set(colors).size).toBe(8);
  for (const color of colors) {
    expect(contrast(color, theme.paper)).toBeGreaterThanOrEqual(3);
  }
});

test('on paper a higher score is darker, whatever its sign', () => {
  const [low, zero, high] = PRINT.diverging.map(color => lab(color).l);
  expect(low - zero).toBeGreaterThan(15);
  expect(zero - high).toBeGreaterThan(30);
});

test('each role has a mark of its own, live as in Plotly', () => {
  const roles = ['embeddings', 'query', 'key', 'value', 'output'] as const;
  expect(new Set(roles.map(role => symbolPath(role, 4.5))).size).toBe(5);
  expect(symbolPath('key', 4)).toBe('M4,4L-4,4L-4,-4L4,-4Z');
  expect(symbolPath('query', 4)).toBe('M-4.62,2L4.62,2L0,-4Z');
});

test('lines of different meaning are dashed differently', () => {
  const { trace, selection } = ready({
    format: 'attention',
    version: 1,
    sentence: WORKED_SENTENCE,
    view: { layers: ['embeddings', 'value'], geometry: ['hull', 'levels'] }
  });
  const { lines } = planeScene(trace, selection);
  const dashes = (text: RegExp) => lines.filter(l => text.test(l.text)).map(({ dash }) => dash);
  expect(new Set(dashes(/^q·k/))).toEqual(new Set(['dot']));
  expect(new Set(dashes(/^$/))).toEqual(new Set(['dash']));
  expect(new Set(dashes(/%$/))).toEqual(new Set([undefined]));
});

test('what is masked is not taken for what is still to come', () => {
  const causal = { format: 'attention', version: 1, sentence: WORKED_SENTENCE, mask: 'causal' };
  const all = ready(causal);
  expect(matrixCells(all.trace, all.selection).shownRow).toBeNull();
  const one = ready({ ...causal, view: { step: 'mask', query: 2 } });
  expect(matrixCells(one.trace, one.selection).shownRow).toBe(2);
});
