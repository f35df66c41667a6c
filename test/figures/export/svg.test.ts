/** @jest-environment jsdom */
import { assert, property, string, stringMatching, integer } from 'fast-check';
import { FIGURES, figureSvg } from '../../../src/figures/export/index.ts';
import { element, escaped, short, widthOf, words } from '../../../src/figures/export/svg.ts';
import { visible } from '../../../src/figures/index.ts';
import { drawn, opened, OPTIONS, parsed, textsOf } from './drawn.ts';

const LIONS = { sentence: 'Angry lions hunt zebras, while cats sleep peacefully' };
const any = () => string({ unit: 'binary', maxLength: 12 });

/** Payloads of every kind that a figure differs by. */
const KINDS: readonly (readonly [string, object])[] = [
  ['the worked example', LIONS],
  ['one token', { sentence: 'cats' }],
  ['queries and keys', { ...LIONS, view: { layers: ['query', 'key', 'value'] } }],
  ['a mask', { ...LIONS, mask: 'causal', view: { stage: 'masked_scores', query: 5 } }],
  ['a step', { ...LIONS, view: { step: 'scale' } }],
  ['a cover', { ...LIONS, view: { covered: ['matrix'] } }],
  ['cross-attention', { tokens: ['a', 'b'], key_tokens: ['c', 'd', 'e'] }],
  [
    'heads and long vectors',
    {
      tokens: ['a', 'b', 'c'],
      embeddings: [
        [1, 2, 3, 4],
        [4, 3, 2, 1],
        [1, 0, 1, 0]
      ],
      n_heads: 2,
      projections: {
        query: identity(4),
        key: identity(4),
        value: identity(4),
        output: identity(4)
      },
      residual: true,
      positions: 'rope',
      view: { head: 1 }
    }
  ],
  ['a naive softmax without numbers', { ...LIONS, softmax: 'naive', scale: 1e5 }],
  [
    'tiny numbers',
    {
      tokens: ['a', 'b'],
      embeddings: [
        [1e-200, 0],
        [0, 2e-200]
      ]
    }
  ],
  ['many tokens', { tokens: Array.from({ length: 90 }, (_, i) => `t${i}`), mask: 'causal' }],
  [
    'tokens that are markup',
    { tokens: ['<script>', '&amp;', '"\'', ']]>', '\0', '\ud800', '\uffff'] }
  ]
];

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, r) =>
    Array.from({ length: size }, (_, c) => Number(r === c))
  );
}

const CASES = KINDS.flatMap(([name, payload]) =>
  FIGURES.map(figure => [figure, name, payload] as const)
);

test.each(CASES)(
  'the %s of %s is XML with a name, a size, and no number that is none',
  (figure, _, payload) => {
    const svg = drawn(figure, payload);
    const root = parsed(svg).documentElement;
    expect(root.getAttribute('width')).toBe('170mm');
    expect(root.getAttribute('height')).toMatch(/^[\d.]+mm$/);
    const [x, y, width, height] = root.getAttribute('viewBox')!.split(' ').map(Number);
    expect([x, y]).toEqual([0, 0]);
    expect(width).toBeCloseTo((170 * 72) / 25.4, 1);
    expect(height / width).toBeCloseTo(parseFloat(root.getAttribute('height')!) / 170, 3);
    expect(root.firstElementChild?.localName).toBe('title');
    expect(root.children[1].localName).toBe('desc');
    const attributes = [...root.querySelectorAll('*')].flatMap(node =>
      [...node.attributes].map(({ value }) => value)
    );
    expect(attributes.filter(value => /NaN|Infinity|undefined|null/.test(value))).toEqual([]);
    expect(root.querySelectorAll('script, style, foreignObject, a, use')).toHaveLength(0);
  }
);

test('the stage of the worked example has the numbers of the row that asks', () => {
  const texts = textsOf(drawn('stage', LIONS));
  expect(texts).toEqual(expect.arrayContaining(['q·k', '1.65', '−1.59', '× 0.707', '1.17']));
  expect(texts).toEqual(expect.arrayContaining(['34%', '30%', 'Σ share × v = [−0.319, −0.580]']));
  expect(texts.filter(text => text === 'peacefully').length).toBeGreaterThanOrEqual(3);
});

test('a description says in words what is seen', () => {
  const root = parsed(drawn('matrix', LIONS)).documentElement;
  expect(root.querySelector('title')?.textContent).toBe(
    'Attention: angry lions hunt zebras while cats sleep peacefully'
  );
  expect(root.querySelector('desc')?.textContent).toBe(
    'angry attends most to angry 34%, peacefully 30%, while 9%.'
  );
});

test('letters are as large as asked for, in points, whatever the width', () => {
  for (const [width, font] of [
    [85, 7],
    [300, 12]
  ]) {
    const root = parsed(drawn('matrix', LIONS, { width, font })).documentElement;
    const points = Number(root.getAttribute('viewBox')!.split(' ')[2]);
    expect(points / width).toBeCloseTo(72 / 25.4, 2);
    expect(Number(root.getAttribute('font-size'))).toBe(font);
  }
});

test('the ground is white, or nothing', () => {
  const covers = (svg: string) => {
    const [, , width] = parsed(svg).documentElement.getAttribute('viewBox')!.split(' ').map(Number);
    return [...parsed(svg).querySelectorAll('svg > rect[fill="#ffffff"]')].filter(
      rect => Number(rect.getAttribute('width')) > width
    ).length;
  };
  expect(covers(drawn('plane', LIONS))).toBe(1);
  expect(covers(drawn('plane', LIONS, { ground: 'transparent' }))).toBe(0);
});

test('what is covered or not yet computed is not told', () => {
  const covered = drawn('stage', { ...LIONS, view: { covered: ['matrix'] } });
  expect(textsOf(covered)).toContain('Covered until it has been predicted');
  expect(textsOf(covered).filter(text => text.includes('%'))).toEqual([]);
  const early = drawn('stage', { ...LIONS, view: { step: 'scale' } });
  expect(textsOf(early)).toEqual(expect.arrayContaining(['q·k', '1.17']));
  expect(textsOf(early)).not.toContain('exp(· − max)');
  expect(early).not.toContain('attends most');
});

test('a mask is hatched, cell by cell or, of many tokens, as one pattern', () => {
  const few = parsed(drawn('matrix', { ...LIONS, mask: 'causal' }));
  const strokes = [...few.querySelectorAll('path')].map(path => path.getAttribute('d')!);
  expect(strokes.some(d => d.split('M').length - 1 === 28)).toBe(true);
  expect(textsOf(drawn('matrix', { ...LIONS, mask: 'causal' }))).toContain('masked');
  const tokens = Array.from({ length: 80 }, (_, i) => `t${i}`);
  const many = parsed(drawn('matrix', { tokens, mask: 'causal' }));
  const id = many.querySelector('pattern')!.id;
  expect(many.querySelector(`[fill="url(#${id})"]`)).not.toBeNull();
});

test('1,024 tokens are a picture, and few letters beside it', () => {
  const tokens = Array.from({ length: 1024 }, (_, i) => `token${i}`);
  const { trace, selection } = opened({ tokens, mask: 'causal' });
  const sizes: number[] = [];
  const svg = figureSvg('stage', trace, selection, {
    options: OPTIONS,
    picture: ({ rows, columns }) => {
      sizes.push(rows, columns);
      return 'data:image/png;base64,AAAA';
    }
  });
  const document = parsed(svg);
  expect(sizes).toEqual([1024, 1024]);
  expect(document.querySelector('image')?.getAttribute('href')).toBe('data:image/png;base64,AAAA');
  expect(svg.length).toBeLessThan(400_000);
  expect(textsOf(svg)).toContain('token0');
  // Where nobody makes pictures, points are shapes, each the strongest of a block.
  const shapes = figureSvg('matrix', trace, selection, { options: OPTIONS });
  expect(shapes.length).toBeLessThan(600_000);
  expect(textsOf(shapes)).toContain('attention weights · each point: the strongest of 11 × 11');
});

test('any text is read back as itself, but for what XML cannot hold', () => {
  const impossible = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
  assert(
    property(any(), text => {
      const node = parsed(element('a', { b: text }, escaped(text))).documentElement;
      const wanted = text.replace(impossible, '\ufffd');
      // A parser makes one newline of each kind.
      expect(node.textContent.replaceAll('\r', '\n')).toBe(wanted.replace(/\r\n?/g, '\n'));
      expect(node.children).toHaveLength(0);
      expect(node.attributes).toHaveLength(1);
    })
  );
});

test('any tokens make a figure that is XML, with the tokens as they are seen', () => {
  assert(
    property(any(), any(), (a, b) => {
      const svg = drawn('matrix', { tokens: [a, b] });
      expect(textsOf(svg)).toEqual(expect.arrayContaining([visible(a, 14), visible(b, 14)]));
    }),
    { numRuns: 40 }
  );
});

test('figures of the same state are the same to the letter, and ids do not meet', () => {
  expect(drawn('stage', LIONS)).toBe(drawn('stage', LIONS));
  const id = (svg: string) => parsed(svg).querySelector('clipPath')!.id;
  expect(id(drawn('plane', LIONS))).not.toBe(id(drawn('plane', { sentence: 'cats sleep' })));
});

test('numbers are short, and texts have a width', () => {
  assert(
    property(integer({ min: -1e6, max: 1e6 }), n => {
      expect(Math.abs(Number(short(n / 777)) - n / 777)).toBeLessThanOrEqual(0.005001);
    })
  );
  expect(short(-0.001)).toBe('0');
  expect(words('', { x: 1 })).toBe('');
  assert(
    property(stringMatching(/^[a-z0-9 ]*$/), text => {
      expect(widthOf(`${text}a`, 10)).toBeGreaterThan(widthOf(text, 10));
    })
  );
});

test('the plane of the worked example', () => {
  expect(drawn('plane', LIONS, { width: 85 }).replace(/></g, '>\n<')).toMatchSnapshot();
});
