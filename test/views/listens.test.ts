/** @jest-environment jsdom */
import { identity } from '../../src/engine/index.ts';
import { LIONS, show } from './show.ts';

const ZERO = [
  [0, 0],
  [0, 0]
];
const SAME = identity(2);
const told = (fields: object, query = 0) =>
  show({ ...LIONS, ...fields, view: { query } }).node.querySelector('.jp-Attention-line p')!
    .textContent;

test.each([
  ['the worked example', {}, 0, 'angry gives 34% to angry, 30% to peacefully and 9% to while.'],
  [
    'an even row',
    { projections: { query: ZERO, key: SAME, value: SAME } },
    0,
    'angry gives about 13% to each of 8 words.'
  ],
  [
    'an even row behind a mask',
    { projections: { query: ZERO, key: SAME, value: SAME }, mask: 'causal' },
    4,
    'while gives about 20% to each of 5 words.'
  ],
  ['the first row behind a mask', { mask: 'causal' }, 0, 'angry gives 100% to angry.'],
  [
    'two that may be looked at',
    { mask: 'causal' },
    1,
    /^lions gives \d+% to lions and \d+% to angry\.$/
  ],
  ['a row that has taken one', { scale: 200 }, 0, 'angry gives 100% to angry.'],
  ['words that stand twice', { sentence: 'cats sleep cats' }, 1, /cats \(1\).*cats \(3\)/],
  [
    'a row that no number can tell',
    { scale: 5000, softmax: 'naive' },
    0,
    'What angry gives is not a number (NaN).'
  ],
  [
    'nothing to look at',
    {
      sentence: 'cats sleep',
      mask: [
        [false, false],
        [true, true]
      ]
    },
    0,
    'cats listens to nobody.'
  ]
])(
  'of %s it is told who gets most, and nobody is left out who gets as much',
  (_, fields, query, text) => {
    const wanted = typeof text === 'string' ? text : (expect.stringMatching(text) as unknown);
    expect(told(fields, query)).toEqual(wanted);
  }
);
