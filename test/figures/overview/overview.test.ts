import type { HeadSketch, Share } from '../../../src/engine/index.ts';
import { sketchHead } from '../../../src/engine/index.ts';
import { DARK, LIGHT } from '../../../src/figures/index.ts';
import {
  ALL,
  cellTable,
  inRows,
  inSight,
  labelOf,
  listed,
  measuresCsv,
  ownParts,
  scrolledTo,
  walked
} from '../../../src/figures/overview/index.ts';
import { open } from '../../../src/model/index.ts';
import type { LayerSketch } from '../../../src/model/overview/index.ts';
import { induction, realHeads } from '../../setup/recorded.ts';

const thumbnail = { rows: 1, columns: 1, cells: new Uint8Array([254]), high: 1, even: 1 };
const share = (value: number, chance = 0.1, rows = 20): Share => ({ value, chance, rows });
const sketch = (said: Partial<HeadSketch> = {}): HeadSketch => ({
  ...{ entropy: 1, distance: 2, weighted: null, thumbnail },
  ...{ previous: null, first: null, diagonal: null, induction: null, duplicate: null },
  ...said
});
const layer = (heads: LayerSketch['heads'], name: string | null = null): LayerSketch => ({
  ...{ heads, name, passed: null, problem: null, isDone: true }
});

test('a head is called by what it does most beyond chance, and by nothing where that is little', () => {
  expect(labelOf(sketch({ previous: share(0.87), first: share(0.9, 0.88) }))).toEqual({
    pattern: 'previous',
    value: 0.87
  });
  expect(labelOf(sketch({ first: share(0.9, 0.88) }))).toBeNull(); // short rows give as much by chance
  expect(labelOf(sketch({ previous: share(0.43) }))).toBeNull();
  expect(labelOf(sketch({ previous: share(1, 0.1, 3) }))).toBeNull(); // three rows tell nothing
  expect(labelOf(sketch({ previous: share(NaN) }))).toBeNull();
});

const sketchesOf = (payload: object): HeadSketch[] => {
  const outcome = open(payload);
  if (!outcome.ok) {
    throw new Error(outcome.problems[0].message);
  }
  const { trace } = outcome.computed;
  return trace.heads.map((_, head) => {
    const way = sketchHead(trace, head);
    for (;;) {
      const step = way.next();
      if (step.done) {
        return step.value;
      }
    }
  });
};

test('the heads of real models get the names that they are known by', () => {
  const [found] = sketchesOf(induction()).map(labelOf);
  expect(found?.pattern).toBe('induction');
  expect(found?.value).toBeCloseTo(0.89, 2);
  const { query, key, scale } = realHeads('smollm2_L15');
  const tokens = Array.from({ length: 25 }, (_, t) => `t${t}`);
  const payload = { format: 'attention', version: 1, tokens, mask: 'causal', scale, query, key };
  expect(sketchesOf(payload).map(each => labelOf(each)?.pattern)).toEqual([undefined, 'first']);
});

const LAYERS = [
  layer([sketch({ entropy: 1 }), sketch({ entropy: 3, first: share(0.9) }), null]),
  layer([sketch({ entropy: 2 }), sketch({ entropy: null })])
];
const order = (wanted: Partial<typeof ALL>) =>
  listed(LAYERS, { ...ALL, ...wanted }).map(({ layer, head }) => `${layer}.${head}`);

test('heads are sorted by a measure, those without it last, and kept by a pattern', () => {
  expect(order({})).toEqual(['0.0', '0.1', '0.2', '1.0', '1.1']);
  expect(order({ by: 'entropy' })).toEqual(['0.1', '1.0', '0.0', '0.2', '1.1']);
  expect(order({ by: 'entropy', falling: false })).toEqual(['0.0', '1.0', '0.1', '0.2', '1.1']);
  expect(order({ pattern: 'first' })).toEqual(['0.1']);
  const rows = (wanted: typeof ALL) => inRows(listed(LAYERS, wanted), wanted, 4);
  expect(rows(ALL).map(row => row.length)).toEqual([3, 2]);
  expect(rows({ ...ALL, by: 'entropy' }).map(row => row.length)).toEqual([4, 1]);
});

test('arrows walk from head to head and stop at the edges', () => {
  const rows = [{ length: 3 }, { length: 2 }];
  const to = (key: string, from: [number, number]) => walked(rows, from, key, 5);
  expect(to('ArrowRight', [0, 1])).toEqual([0, 2]);
  expect(to('ArrowRight', [0, 2])).toEqual([0, 2]);
  expect(to('ArrowDown', [0, 2])).toEqual([1, 1]);
  expect(to('ArrowUp', [0, 1])).toEqual([0, 1]);
  expect(to('End', [0, 0])).toEqual([0, 2]);
  expect(to('Home', [1, 1])).toEqual([1, 0]);
  expect(to('PageDown', [0, 0])).toEqual([1, 0]);
  expect(to('x', [0, 0])).toBeNull();
  expect(walked([], [0, 0], 'End', 1)).toBeNull();
});

test('only what is in sight is drawn, and what is walked to comes into sight', () => {
  expect(inSight(1000, 100, 5050, 300)).toEqual({ first: 49, end: 55 });
  expect(inSight(3, 100, 0, 300)).toEqual({ first: 0, end: 3 });
  expect([scrolledTo(9, 100, 0, 300), scrolledTo(1, 100, 0, 300), scrolledTo(1, 100, 500, 300)]).toEqual([700, 0, 100]); // prettier-ignore
});

test('the table is CSV with a line a head, and no number where there is none', () => {
  const lines = measuresCsv([layer([sketch({ first: share(0.25) })], 'a, b'), LAYERS[1]]).split(
    '\r\n'
  );
  expect(lines[0]).toBe(
    ',layer,head,entropy,distance,previous,first,diagonal,induction,duplicate,weighted'
  );
  expect(lines[1]).toBe('"a, b",1,1,1,2,,0.25,,,,');
  expect(lines[3]).toBe(',2,2,,2,,,,,,');
});

test.each([LIGHT, DARK])('a thumbnail has the colours of the matrix, its mask apart', theme => {
  const table = cellTable({ ...thumbnail, even: 0.01 }, theme);
  const hex = (color: number) =>
    `#${[color & 255, (color >> 8) & 255, (color >> 16) & 255].map(part => part.toString(16).padStart(2, '0')).join('')}`;
  expect([hex(table[0]), hex(table[254]), hex(table[255])]).toEqual([...theme.sequential, theme.masked]); // prettier-ignore
});

test.each([
  [
    ['encoder.layer.0.attention.self', 'encoder.layer.11.attention.self'],
    ['', '']
  ],
  [
    ['model.encoder.0.self_attn', 'model.decoder.0.self_attn', 'model.decoder.0.encoder_attn'],
    ['encoder.0.self_attn', 'decoder.0.self_attn', 'decoder.0.encoder_attn']
  ],
  [
    ['blocks.0.global.attn', 'blocks.1.local.attn'],
    ['0.global', '1.local']
  ],
  [['alone'], ['']],
  [
    ['a', 'a.a'],
    ['', 'a']
  ],
  [[], []]
])('of the names of layers %j their own is %j', (names, own) => {
  expect(ownParts(names)).toEqual(own);
});
