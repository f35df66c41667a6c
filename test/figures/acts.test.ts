import { WORKED_SENTENCE } from '../../src/engine/index.ts';
import {
  labelledScene,
  LIGHT,
  planeFigure,
  planeScene,
  scenePlacements
} from '../../src/figures/index.ts';
import type { Place, Scene } from '../../src/figures/index.ts';
import { LAYERS, STEPS } from '../../src/format/index.ts';
import type { Step } from '../../src/format/index.ts';
import { AttentionModel, shownSelection, stepsOf } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';

/** A state of the worked sentence, and the scene of what is shown of it. */
function shown(fields: object = {}, view: object = {}) {
  const model = new AttentionModel();
  model.load({
    format: 'attention',
    version: 1,
    sentence: WORKED_SENTENCE,
    ...fields,
    view: { query: 0, ...view }
  });
  const { trace, selection } = model.state as Ready;
  const [own] = trace.heads;
  return { trace, own, scene: planeScene(trace, shownSelection(trace, selection)) };
}

/** The marks of a layer. */
const marks = ({ points }: Scene, wanted: string) =>
  points.filter(({ layer, bare }) => layer === wanted && !bare);
/** What is written on the plane. */
const labels = ({ points }: Scene) => points.flatMap(({ label }) => label ?? []);
const places = (rows: Iterable<Iterable<number>>) => [...rows].map(row => [...row]);
const expectNear = (place: Place, wanted: ArrayLike<number>) =>
  place.forEach((part, c) => expect(part).toBeCloseTo(wanted[c], 12));

/** A row times a matrix, entry by entry. */
const times = (row: ArrayLike<number>, matrix: ArrayLike<ArrayLike<number>>) =>
  [0, 1].map(c => row[0] * matrix[0][c] + row[1] * matrix[1][c]);

test('the plane starts with what the shares are about', () => {
  const { scene, own, trace } = shown();
  expect(marks(scene, 'query')).toEqual([
    expect.objectContaining({ token: 0, label: 'q of angry', x: own.query[0][0] })
  ]);
  expect(marks(scene, 'key').map(({ x, y }) => [x, y])).toEqual(places(own.key));
  expect(new Set(scene.points.map(({ layer }) => layer))).toEqual(
    new Set(['query', 'key', 'output'])
  );
  expect(labels(scene).sort()).toEqual([...trace.tokens, 'output', 'q of angry'].sort());
  const [arrow] = scene.lines.filter(line => line.arrow);
  expect(arrow).toMatchObject({ role: 'output', from: [0, 0] });
  expectNear(arrow.to, trace.output[0]);
});

test('a token that attends to itself has a ring as wide as its share, and none in cross-attention', () => {
  const { scene, own } = shown({}, { query: 3 });
  const [ring] = scene.rings;
  expect(scene.rings).toHaveLength(1);
  expectNear(ring.at, own.key[3]);
  expect(ring.width).toBeCloseTo(16 * own.weights[3][3]);
  expect(shown({ key_tokens: ['dogs', 'run'] }).scene.rings).toEqual([]);
  // What a mask forbids is no share.
  expect(
    shown({
      mask: [
        [false, true],
        [true, true]
      ],
      sentence: 'cats sleep'
    }).scene.rings
  ).toEqual([]);
});

test('a share that is told as 0 % has no ring', () => {
  const identity = [
    [1, 0],
    [0, 1]
  ];
  const projections = { query: identity, key: identity, value: identity };
  const rings = (other: number) =>
    shown({
      sentence: 'cats sleep',
      embeddings: [
        [1, 0],
        [other, 0]
      ],
      projections
    }).scene.rings;
  expect([rings(1).length, rings(20).length]).toEqual([1, 0]);
});

test('layers that are asked for are shown of all tokens, and no others', () => {
  const { scene } = shown({}, { layers: ['query', 'key'] });
  expect(marks(scene, 'query')).toHaveLength(8);
  expect(marks(scene, 'output')).toEqual([]);
  expect(scene.lines.some(({ arrow }) => arrow)).toBe(false);
  const faint = marks(scene, 'query').filter(point => point.faint);
  expect(faint.map(({ token, label }) => [token, label])).toEqual(
    [1, 2, 3, 4, 5, 6, 7].map(token => [token, null])
  );
  const alone = shown({}, { layers: ['query'] }).scene;
  expect(labels(alone)).toHaveLength(8);
  expect(marks(alone, 'query').some(point => point.faint)).toBe(false);
});

test('embed: the words alone', () => {
  const { scene, trace } = shown({}, { step: 'embed' });
  expect(scene.points.map(({ x, y }) => [x, y])).toEqual(places(trace.embeddings));
  expect([scene.lines, scene.rings, scene.feet]).toEqual([[], [], []]);
});

test('project: copies go from each word to its key, and from the one that asks to its query', () => {
  const { scene, trace } = shown({}, { step: 'project', query: 2 });
  const { query, key } = trace.projections;
  expect(marks(scene, 'embeddings').every(point => point.faint)).toBe(true);
  for (const { x, y, token, start } of marks(scene, 'key')) {
    expectNear([x, y], times(trace.embeddings[token], key));
    expect(start).toEqual([...trace.embeddings[token]]);
  }
  const [q] = marks(scene, 'query');
  expectNear([q.x, q.y], times(trace.embeddings[2], query));
  expect(q.start).toEqual([...trace.embeddings[2]]);
  const threads = scene.lines.filter(({ dash }) => dash === 'dot');
  expect(threads.map(({ from }) => from)).toEqual(
    places([...trace.embeddings, trace.embeddings[2]])
  );
});

test('project: the frames are what the matrices make of a square', () => {
  const { scene, trace } = shown({}, { step: 'project' });
  for (const role of ['query', 'key'] as const) {
    const edges = scene.lines.filter(line => line.role === role && line.dash === undefined);
    expect(edges).toHaveLength(4);
    for (const { from, to, start } of edges) {
      expectNear(from, times(start![0], trace.projections[role]));
      expectNear(to, times(start![1], trace.projections[role]));
    }
    const [[x, y]] = edges[0].start!;
    expect([x, y]).toEqual([0, 0]);
  }
});

test('dot products: each key is dropped on the line of the query, as far along it as its score', () => {
  const { scene, own } = shown({}, { step: 'dot_products', query: 4 });
  const [qx, qy] = own.query[4];
  expect(scene.feet).toHaveLength(8);
  scene.feet.forEach(({ at: [x, y], start }, k) => {
    const [kx, ky] = own.key[k];
    expect(start).toEqual([kx, ky]);
    expect(x * qy - y * qx).toBeCloseTo(0, 12); // on the line through the origin and q
    expect((kx - x) * qx + (ky - y) * qy).toBeCloseTo(0, 12); // at right angles
    expect(x * qx + y * qy).toBeCloseTo(own.scores[4][k], 12);
  });
  const [line, ...perpendiculars] = scene.lines;
  expect(line.from[0] * qy - line.from[1] * qx).toBeCloseTo(0, 12);
  expect(Math.max(...line.to.map(Math.abs))).toBeCloseTo(scene.frame.reach, 12);
  perpendiculars.forEach(({ from, to }, k) => {
    expect(from).toEqual([...own.key[k]]);
    expect(to).toEqual(scene.feet[k].at);
  });
});

test.each<[string, Step[]]>([
  ['scores', ['mask', 'exponentiate', 'normalise']],
  ['weights', ['normalise']]
])('keys that a mask on the %s forbids stand back from its step on', (mask_at, steps) => {
  for (const step of STEPS.slice(STEPS.indexOf('dot_products'), STEPS.indexOf('weigh'))) {
    const { scene } = shown({ mask: 'causal', mask_at }, { step, query: 2 });
    const back = marks(scene, 'key').filter(point => point.faint);
    expect([step, back.map(({ token }) => token)]).toEqual([
      step,
      steps.includes(step) ? [3, 4, 5, 6, 7] : []
    ]);
    expect(labels(scene)).toContain('peacefully');
  }
});

test('normalise: the lines of the shares appear, and not before', () => {
  expect(shown({}, { step: 'exponentiate' }).scene.lines).toEqual([]);
  const { scene, own } = shown({}, { step: 'normalise', query: 1 });
  expect(scene.lines.map(({ width }) => width / 16)).toEqual(
    Array.from(own.weights[1], weight => expect.closeTo(weight, 12))
  );
  expect(scene.about.lines).toBe('shares');
});

test('weigh: of each value there remains as much as its share', () => {
  const { scene, own } = shown({}, { step: 'weigh', query: 6 });
  expect(scene.lines).toHaveLength(8);
  scene.lines.forEach(({ from, to, start }, k) => {
    expect(from).toEqual([0, 0]);
    expectNear(to, [own.weights[6][k] * own.value[k][0], own.weights[6][k] * own.value[k][1]]);
    expect(start).toEqual([[0, 0], [...own.value[k]]]);
  });
});

test('sum: the weighted values, carried tip to tail, end where the arrow of the output does', () => {
  const { scene, own } = shown({}, { step: 'sum', query: 6 });
  const path = scene.lines.filter(({ role }) => role === 'value');
  const [arrow] = scene.lines.filter(({ role }) => role === 'output');
  path.forEach(({ from, to, start }, k) => {
    expect(from).toEqual(k === 0 ? [0, 0] : path[k - 1].to);
    // Carried, and neither turned nor stretched.
    expectNear([to[0] - from[0], to[1] - from[1]], start![1]);
    expect(start![0]).toEqual([0, 0]);
  });
  expectNear(path[path.length - 1].to, own.output[6]);
  expectNear(arrow.to, own.output[6]);
  expect(labels(scene)).toContain('output');
});

const TURN = [
  [0, 1],
  [-1, 0]
];
const ZERO = [
  [0, 0],
  [0, 0]
];
const STRETCH = [
  [2, 0],
  [0, 1]
];

test('W_O turns the output of the head, and the residual adds it to the word', () => {
  const projections = { query: TURN, key: TURN, value: TURN, output: STRETCH };
  const fields = { projections, residual: true };
  const mixed = shown(fields, { step: 'mix', query: 1 });
  const { output } = mixed.own;
  const arrow = mixed.scene.lines.find(({ dash }) => dash === undefined)!;
  expectNear(arrow.to, times(output[1], STRETCH));
  expectNear(arrow.start![1], output[1]);
  const { scene, trace } = shown(fields, { step: 'residual', query: 1 });
  const [change] = scene.lines;
  expectNear(change.from, trace.embeddings[1]);
  const [x, y] = times(output[1], STRETCH);
  expectNear(change.to, [trace.embeddings[1][0] + x, trace.embeddings[1][1] + y]);
});

const square = (size: number) =>
  Array.from({ length: size }, (_r, r) =>
    Array.from({ length: size }, (_c, c) => Math.sin(3 * r + c + 1))
  );
const wide = (width: number) => square(Math.max(3, width)).map(row => row.slice(0, width));
const THREE = {
  sentence: undefined,
  tokens: ['a', 'b', 'c'],
  embeddings: square(3),
  projections: { query: square(3), key: square(3), value: square(3) }
};
const NARROW = {
  ...THREE,
  projections: { query: wide(2), key: wide(2), value: wide(1) }
};

test.each<[string, object, Step, string]>([
  ['more than two dimensions', THREE, 'dot_products', 'dimensions'],
  ['positions that turn', { positions: 'rope' }, 'dot_products', 'positions'],
  ['words of another length', NARROW, 'project', 'spaces'],
  ['outputs of another length', { ...NARROW, residual: false }, 'mix', 'spaces']
])('%s: what could not be drawn as it is, is said', (_, fields, step, undrawn) => {
  const { scene } = shown(fields, { step });
  expect(scene.about.undrawn).toBe(undrawn);
  expect(scene.feet).toEqual([]);
  expect(scene.points.length).toBeGreaterThan(0);
});

test.each<[string, object, string | null]>([
  ['positions that turn', { positions: 'rope' }, 'positions'],
  ['a bias by distance', { positions: 'alibi' }, 'bias'],
  ['positions that are added', { positions: 'sinusoidal' }, null],
  ['no positions', {}, null]
])('with %s, what makes the shares besides q and k on the plane is said', (_, fields, undrawn) => {
  expect(shown(fields, {}).scene.about).toEqual({ lines: 'shares', undrawn });
});

test('queries and keys of two dimensions are dropped as they are, whatever the words have', () => {
  const { scene, own } = shown(NARROW, { step: 'dot_products' });
  scene.feet.forEach(({ at: [x, y] }, k) =>
    expect(x * own.query[0][0] + y * own.query[0][1]).toBeCloseTo(own.scores[0][k], 10)
  );
  expect(scene.feet).toHaveLength(3);
});

const PAYLOADS: [string, object][] = [
  ['the worked example', {}],
  ['heads and W_O', { n_heads: 2, residual: true }],
  ['a mask', { mask: 'causal' }],
  ['a mask after the softmax', { mask: 'causal', mask_at: 'weights' }],
  ['a second sequence', { key_tokens: ['dogs', 'run'] }],
  ['rotations', { positions: 'rope' }],
  ['sinusoids', { positions: 'sinusoidal' }],
  ['three dimensions', THREE],
  ['narrow heads', NARROW],
  ['queries that are nothing', { projections: { query: ZERO, key: TURN, value: TURN } }],
  ['numbers that overflow', { scale: 1e4, softmax: 'naive' }],
  ['a row masked throughout', { mask: Array(8).fill(Array(8).fill(false)) }]
];

describe.each(PAYLOADS)('with %s', (_, fields) => {
  test.each([undefined, LAYERS])('each step has an act that can be drawn, layers %s', layers => {
    const { trace } = shown(fields);
    for (const step of [undefined, ...stepsOf(trace)]) {
      const { scene } = shown(fields, { step, ...(layers && { layers }) });
      const spots = [
        ...scene.points.map(({ x, y }): Place => [x, y]),
        ...scene.lines.flatMap(({ from, to }) => [from, to]),
        ...scene.rings.map(({ at }) => at),
        ...scene.feet.map(({ at }) => at)
      ];
      expect([step, spots.length > 0]).toEqual([step, true]);
      expect([step, spots.flat().filter(part => !Number.isFinite(part))]).toEqual([step, []]);
      const { data } = planeFigure(scene, LIGHT, scenePlacements(scene, [400, 400]));
      // Plotly would lose a name that was an empty text before.
      for (const trace of data as { mode: string; text?: string[] }[]) {
        expect(trace.mode.includes('text') && trace.text!.includes('')).toBe(false);
      }
    }
  });

  test('nothing that is covered is drawn', () => {
    const { trace } = shown(fields);
    for (const step of [undefined, ...stepsOf(trace)]) {
      const { scene } = shown(fields, { step, covered: ['matrix'] });
      expect([step, scene.feet, scene.rings]).toEqual([step, [], []]);
      const told = scene.about.lines;
      expect([null, 'copies']).toContain(told);
    }
  });
});

test('what Plotly draws in the end is what is drawn live: rings, feet, and marks that stand back', () => {
  const { scene } = shown({ mask: 'causal' }, { query: 3 });
  const { data } = planeFigure(scene, LIGHT);
  const of = (symbol: string) =>
    (data as { marker?: { symbol: string; size: number | number[]; line: { width: number } } }[])
      .map(({ marker }) => marker)
      .filter(marker => marker?.symbol === symbol);
  const [ring] = of('circle-open');
  expect(ring!.line.width).toBeCloseTo(scene.rings[0].width);
  expect(ring!.size).toBeCloseTo(2 * (8 + scene.rings[0].width / 2));
  const dots = planeFigure(shown({}, { step: 'dot_products' }).scene, LIGHT).data as {
    marker?: { size: unknown };
    x: number[];
  }[];
  const feet = dots.filter(({ marker }) => marker?.size === 6);
  expect(feet).toHaveLength(1);
  expect(feet[0].x).toHaveLength(8);
});

test('on a narrow plane the query is called by its sign alone, so that its label is not cut', () => {
  const { scene } = shown();
  const wide = labels(labelledScene(scene, 312, 13));
  const narrow = labels(labelledScene(scene, 311, 13));
  expect([wide.includes('q of angry'), wide.includes('q')]).toEqual([true, false]);
  expect([narrow.includes('q of angry'), narrow.includes('q')]).toEqual([false, true]);
});
