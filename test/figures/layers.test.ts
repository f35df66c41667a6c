import { WORKED_SENTENCE } from '../../src/engine/index.ts';
import { isAskingAlone, planeLayers, switched } from '../../src/figures/index.ts';
import type { Layer } from '../../src/format/index.ts';
import { AttentionModel, DEFAULT_LAYERS, shownSelection } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';

/** A model whose switches can be pressed. */
function pressed(fields: object = {}) {
  const model = new AttentionModel();
  model.load({ format: 'attention', version: 1, sentence: WORKED_SENTENCE, ...fields });
  const state = () => model.state as Ready;
  return {
    press: (layer: Layer) => {
      const { trace, selection } = state();
      model.select({ layers: switched(trace, selection, layer) });
    },
    kept: () => (model.payload as { view?: { layers?: Layer[] } }).view?.layers,
    shown: () =>
      planeLayers(state().trace, shownSelection(state().trace, state().selection)).layers,
    alone: (layer: Layer) => isAskingAlone(layer, state().selection)
  };
}

test('of the queries that of the token that asks is shown, then all, then none', () => {
  const { press, kept, shown, alone } = pressed();
  expect([shown(), alone('query'), kept()]).toEqual([DEFAULT_LAYERS, true, undefined]);
  press('query');
  expect([shown(), alone('query')]).toEqual([DEFAULT_LAYERS, false]);
  expect(kept()).toHaveLength(3);
  press('query');
  expect(shown()).toEqual(['key', 'output']);
  press('query');
  expect([shown(), alone('query'), kept()]).toEqual([DEFAULT_LAYERS, true, undefined]);
});

test('other layers come and go', () => {
  const { press, shown } = pressed();
  press('embeddings');
  expect(shown()).toEqual(['embeddings', ...DEFAULT_LAYERS]);
  press('key');
  expect(shown()).toEqual(['embeddings', 'query', 'output']);
});

test('layers of another length come alone', () => {
  const square = (rows: number, columns: number) =>
    Array.from({ length: rows }, (_r, r) =>
      Array.from({ length: columns }, (_c, c) => Math.sin(r + 2 * c))
    );
  const { press, shown } = pressed({
    sentence: undefined,
    tokens: ['a', 'b'],
    embeddings: square(2, 3),
    projections: { query: square(3, 2), key: square(3, 2), value: square(3, 1) }
  });
  expect(shown()).toEqual(['query', 'key']);
  press('value');
  expect(shown()).toEqual(['value']);
  press('embeddings');
  expect(shown()).toEqual(['embeddings']);
  press('key');
  expect(shown()).toEqual(['key']);
});

test('a step shows what it is about, whatever is switched on', () => {
  const shownAt = (view: object) => pressed({ view }).shown();
  expect(shownAt({ step: 'embed' })).toEqual(['embeddings']);
  expect(shownAt({ step: 'weigh' })).toEqual(['value']);
  expect(shownAt({ step: 'weigh', layers: ['embeddings'] })).toEqual(['embeddings', 'value']);
});
