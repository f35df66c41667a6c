import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { LAYERS, LIMITS, STAGES } from '../../src/format/index.ts';
import { fixtures } from '../fixtures/fixtures.ts';

interface Invalid {
  payload: unknown;
  /** Says that the problem is one of those a schema has no words for. */
  schema?: 'cannot see';
}

const schema = JSON.parse(readFileSync('src/format/attention.v1.schema.json', 'utf8'));
const validate = new Ajv2020({
  strict: true,
  allowUnionTypes: true,
  strictRequired: false
}).compile(schema);

test.each(fixtures<object>('valid'))('%s is valid by the schema', (_, payload) => {
  validate(payload);
  expect(validate.errors ?? []).toEqual([]);
});

test.each(fixtures<Invalid>('invalid'))('%s: schema and parser agree', (_, { payload, schema }) => {
  expect(validate(payload)).toBe(schema === 'cannot see');
});

test('the schema has the names and limits of the parser', () => {
  const { stage, layers } = schema.properties.view.properties;
  expect(stage.enum).toEqual(STAGES);
  expect(layers.items.enum).toEqual(LAYERS);
  expect(schema.$defs.tokens.maxItems).toBe(LIMITS.tokens);
  expect(schema.$defs.tokens.items.maxLength).toBe(LIMITS.token);
  expect(schema.properties.sentence.maxLength).toBe(LIMITS.sentence);
});
