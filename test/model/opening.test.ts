import { attend, entropy, WORKED_SENTENCE } from '../../src/engine/index.ts';
import type { Trace } from '../../src/engine/index.ts';
import { AttentionModel, presetSpec, resolve, tellingQuery } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { serialize } from '../../src/format/index.ts';

const FORMAT = { format: 'attention', version: 1 };
/** A line of which another word than the first says most. */
const LINE = { ...FORMAT, sentence: 'time love food bread milk apple house' };
const LIONS = { ...FORMAT, sentence: WORKED_SENTENCE };
const trace = (fields: object) => attend(resolve({ ...fields }).input);
const loaded = (payload: unknown, sent: unknown = payload) => {
  const model = new AttentionModel();
  model.load(payload, sent);
  return model;
};
const query = (model: AttentionModel) => (model.state as Ready).selection.query;
const bits = ({ heads, mask }: Trace, row: number) =>
  Math.log2(mask?.[row].filter(may => may).length ?? heads[0].weights[row].length) -
  entropy(heads[0].weights[row]);

test('of the worked example angry says most', () => {
  expect(tellingQuery(trace({ sentence: WORKED_SENTENCE }), 0)).toBe(0);
});

test('no row says more than the one that is found, whatever the mask', () => {
  for (const fields of [
    LINE,
    { ...LINE, mask: 'causal' },
    { ...LINE, mask: { window: 2 } },
    { ...LINE, mask: 'causal', maskAt: 'weights' },
    { ...LINE, keyTokens: ['dogs', 'run'] },
    presetSpec('induction'),
    presetSpec('sink')
  ]) {
    const found = trace(fields);
    const best = bits(found, tellingQuery(found, 0));
    found.tokens.forEach((_, row) => expect(bits(found, row)).toBeLessThanOrEqual(best + 1e-5));
  }
});

test('a first row that may attend to itself alone says nothing', () => {
  const causal = trace({ sentence: WORKED_SENTENCE, mask: 'causal' });
  expect(causal.heads[0].weights[0][0]).toBe(1);
  expect(tellingQuery(causal, 0)).toBeGreaterThan(0);
});

test('of rows that say as much it is the first, however they are rounded', () => {
  expect(tellingQuery(trace(presetSpec('uniform')), 0)).toBe(0);
  expect(tellingQuery(trace({ sentence: 'lions lions lions' }), 0)).toBe(0);
});

test('rows without numbers, or with all masked, say nothing', () => {
  const naive = trace({ ...LINE, softmax: 'naive', scale: 1e5 });
  expect(naive.heads[0].weights[tellingQuery(naive, 0)].some(Number.isNaN)).toBe(
    naive.heads[0].weights.every(row => row.some(Number.isNaN))
  );
  const may = LINE.sentence.split(' ').map((_, row) => row === 3);
  const masked = trace({ ...LINE, mask: may.map(row => may.map((_, key) => row && key < 6)) });
  expect(tellingQuery(masked, 0)).toBe(3);
});

test('of many tokens it looks at the first 64, and of very many keys at fewer', () => {
  const rows: number[] = [];
  const looked = (queries: number, keys: number) => {
    rows.length = 0;
    const row = new Array<number>(keys).fill(1 / keys);
    const weights = new Proxy(new Array(queries).fill(row) as number[][], {
      get: (target, name) => {
        if (typeof name === 'string' && /^\d+$/.test(name)) {
          rows.push(Number(name));
        }
        return Reflect.get(target, name) as unknown;
      }
    });
    const keyTokens = new Array<string>(keys).fill('t');
    tellingQuery({ heads: [{ weights }], mask: null, keyTokens } as unknown as Trace, 0);
    return Math.max(...rows) + 1;
  };
  expect(looked(40, 40)).toBe(40);
  expect(looked(1000, 1000)).toBe(64);
  expect(looked(8192, 8192)).toBe(8);
});

test('it opens on the token whose row says most, and says so nowhere in the payload', () => {
  const model = loaded(LINE);
  const state = model.state as Ready;
  expect(query(model)).toBe(tellingQuery(state.trace, 0));
  expect(query(model)).toBeGreaterThan(0);
  expect(model.payload).toEqual(LINE);
  expect(state.differs).toBe(false);
  expect(query(loaded({ ...LINE, view: { query: 0 } }))).toBe(0);
});

test('it looks at the head that is shown', () => {
  const heads = serialize(presetSpec('eightHeads'));
  const opened = [0, 1, 2, 3, 4, 5, 6, 7].map(head => {
    const model = loaded({ ...heads, view: { head } });
    expect(query(model)).toBe(tellingQuery((model.state as Ready).trace, head));
    return query(model);
  });
  expect(new Set(opened).size).toBeGreaterThan(1);
});

test('the token that it opens on stays while words and numbers are edited', () => {
  const model = loaded(LINE);
  const opened = query(model);
  model.edit({ type: 'sentence', sentence: `${LINE.sentence} angry` });
  model.edit({ type: 'stages', stages: { mask: 'causal' } });
  expect(query(model)).toBe(opened);
  model.edit({ type: 'sentence', sentence: 'time' });
  expect(query(model)).toBe(0);
  model.undo();
  expect(query(model)).toBe(opened);
});

describe('after a line of other words has been typed', () => {
  const typed = (model: AttentionModel, ...lines: string[]) =>
    lines.forEach(sentence => model.edit({ type: 'sentence', sentence, typing: true }));
  const other = 'the the rivers peacefully';
  const most = (model: AttentionModel) => tellingQuery((model.state as Ready).trace, 0);

  test('the token whose row says most asks, once the typing ends', () => {
    const model = loaded(LIONS);
    typed(model, 't', 'the the', 'the the riv', other);
    expect(query(model)).toBe(0);
    model.endTyping();
    expect(query(model)).toBe(most(model));
    expect(query(model)).toBeGreaterThan(0);
  });

  test.each([{}, { view: { query: 5 } }])('undo and redo bring back who asked: %j', fields => {
    const model = loaded({ ...LIONS, ...fields });
    const asked = query(model);
    typed(model, other);
    model.endTyping();
    const after = query(model);
    expect(after).not.toBe(asked);
    model.undo();
    expect(query(model)).toBe(asked);
    expect(model.payload).toEqual({ ...LIONS, ...fields });
    model.redo();
    expect(query(model)).toBe(after);
  });

  test.each([
    ['the word that asks is renamed', 'Hungry lions hunt zebras, while cats sleep peacefully'],
    ['the word that asks is in it', 'angry rivers flow north']
  ])('nothing jumps where %s', (_, line) => {
    const model = loaded(LIONS);
    typed(model, line);
    model.endTyping();
    expect(query(model)).toBe(0);
  });

  test('a token that was chosen meanwhile goes on asking', () => {
    const model = loaded(LIONS);
    typed(model, other);
    model.select({ query: 1 });
    model.endTyping();
    expect(query(model)).toBe(1);
  });

  test('what was typed and given up leaves who asked', () => {
    const model = loaded(LIONS);
    typed(model, other);
    model.cancelTyping();
    expect(query(model)).toBe(0);
    expect(model.payload).toEqual(LIONS);
  });
});

test('where it has gone the last token asks, and a choice stands above it', () => {
  const model = loaded({ ...FORMAT, sentence: 'the the the the angry' });
  expect(query(model)).toBe(4);
  model.edit({ type: 'sentence', sentence: 'the the the' });
  expect(query(model)).toBe(2);
  model.select({ query: 1 });
  expect(query(model)).toBe(1);
});

test('a change that another view made keeps it, and another payload opens anew', () => {
  const model = loaded(LINE);
  const opened = query(model);
  model.load({ ...LINE, sentence: 'angry love the food the bread milk' }, LINE);
  expect(query(model)).toBe(opened);
  model.load({ ...FORMAT, sentence: 'the the the the angry' });
  expect(query(model)).toBe(4);
});

test('covered payloads open on it too', () => {
  const model = loaded({ ...LINE, view: { covered: ['matrix'] } });
  expect(query(model)).toBe(query(loaded(LINE)));
});
