import fc from 'fast-check';
import { QUANTITIES, readStatement, writeStatement } from '../../src/format/index.ts';

test.each<[text: string, said: object]>([
  ['mask = causal', { about: 'mask', is: 'equal', than: 'causal' }],
  ['n_tokens > 3', { about: 'n_tokens', is: 'above', than: 3 }],
  ['temperature<0.5', { about: 'temperature', is: 'below', than: 0.5 }],
  ['positions != none', { about: 'positions', is: 'unequal', than: 'none' }],
  ['positions ≠ none', { about: 'positions', is: 'unequal', than: 'none' }],
  ['sum(lions) = 1 ± 0.01', { about: 'sum', query: 'lions', is: 'equal', than: 1, within: 0.01 }],
  ['guess(angry) made', { about: 'guess', query: 'angry', is: 'made' }],
  ['guess(angry) = angry', { about: 'guess', query: 'angry', is: 'equal', than: 'angry' }],
  [
    'weights(cats, lions) > weights(cats, cats)',
    {
      about: 'weights',
      query: 'cats',
      key: 'lions',
      is: 'above',
      than: { about: 'weights', query: 'cats', key: 'cats' }
    }
  ],
  [
    ' weights( 0 , "a, b" , head=1 ) < −2.5e-1 ',
    { about: 'weights', query: 0, key: 'a, b', head: 1, is: 'below', than: -0.25 }
  ],
  [
    'output(cats)[2] ≠ output(0)[2] ± 0.02',
    {
      about: 'output',
      query: 'cats',
      dimension: 2,
      is: 'unequal',
      than: { about: 'output', query: 0, dimension: 2 },
      within: 0.02
    }
  ],
  ['weights(_, angry) > 0.3', { about: 'weights', key: 'angry', is: 'above', than: 0.3 }],
  ['entropy(_) > 2', { about: 'entropy', is: 'above', than: 2 }],
  ['weights("_", b) > 0', { about: 'weights', query: '_', key: 'b', is: 'above', than: 0 }],
  ['n_heads = n_kv_heads', { about: 'n_heads', is: 'equal', than: { about: 'n_kv_heads' } }],
  // A quantity of words that stands alone is a text: `weights` is where a mask may act.
  ['mask_at = weights', { about: 'mask_at', is: 'equal', than: 'weights' }],
  ['asking = "mask"', { about: 'asking', is: 'equal', than: 'mask' }],
  ['asking = "say \\"hm\\""', { about: 'asking', is: 'equal', than: 'say "hm"' }],
  ['embeddings("(a) < b")[1] > 0', { about: 'embeddings', query: '(a) < b', dimension: 1, is: 'above', than: 0 }] // prettier-ignore
])('%s', (text, said) => {
  expect(readStatement(text)).toEqual(said);
});

test.each([
  '',
  'mask',
  'mask =',
  '= causal',
  'made',
  'weights(cats, lions, dogs) > 1',
  'weights(cats, lions > 1',
  'weights(cats, lions, row=1) > 1',
  'sum(lions) = 1 ± much',
  'sum(lions) ~ 1',
  'Sum(lions) = 1',
  `asking = ${'x'.repeat(2000)}`
])('no statement: %s', text => {
  expect(readStatement(text)).toBeNull();
});

const word = fc.oneof(
  fc.nat(20),
  fc.string({ maxLength: 8 }).filter(text => text !== '')
);
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => value + 0);
const places = (about: string) =>
  ['scores', 'scaled_scores', 'masked_scores', 'weights'].includes(about)
    ? fc.record({ query: word, key: word }, { requiredKeys: ['key'] })
    : ['key', 'value'].includes(about)
      ? fc.record({ key: word })
      : ['sum', 'entropy', 'embeddings', 'query', 'output', 'guess'].includes(about)
        ? fc.record({ query: word })
        : fc.constant({});
const quantity = fc
  .constantFrom(...QUANTITIES)
  .chain(about =>
    fc
      .tuple(
        places(about),
        fc.record(
          { head: fc.nat(9), dimension: fc.integer({ min: 1, max: 9 }) },
          { requiredKeys: [] }
        )
      )
      .map(([words, others]) => ({ about, ...words, ...others }))
  );
const statement = fc
  .tuple(
    quantity,
    fc.oneof(
      fc.constant({ is: 'made' }),
      fc.record(
        {
          is: fc.constantFrom('above', 'below', 'equal', 'unequal'),
          than: fc.oneof(number, word, quantity),
          within: number.map(Math.abs)
        },
        { requiredKeys: ['is', 'than'] }
      )
    )
  )
  .map(([first, second]) => ({ ...first, ...second }));

test('what is written is read as the same statement, or is not written at all', () => {
  let written = 0;
  fc.assert(
    fc.property(statement, said => {
      const text = writeStatement(said);
      written += text === null ? 0 : 1;
      return text === null || same(readStatement(text), said);
    }),
    { numRuns: 2000 }
  );
  // Texts with brackets, bars or numbers in them may be none.
  expect(written).toBeGreaterThan(1500);
});

test('any text is read or none, in no time to speak of', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'a(",)[1]=><≠±\\ made'), maxLength: 1000 }),
      text => {
        readStatement(text);
      }
    )
  );
});

function same(a: unknown, b: unknown): boolean {
  expect(a).toEqual(b);
  return true;
}
