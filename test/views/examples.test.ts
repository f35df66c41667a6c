/** @jest-environment jsdom */
import { createElement } from 'react';
import type { FunctionComponent } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { LIGHT } from '../../src/figures/index.ts';
import { AttentionModel, presetSpec, SENTENCES } from '../../src/model/index.ts';
import { serialize } from '../../src/format/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { SurroundingsProvider } from '../../src/views/frame/context.ts';
import { english } from '../../src/views/frame/translator.ts';
import type { Surroundings } from '../../src/views/frame/context.ts';
import { ExampleNote, Examples, exampleText } from '../../src/views/stage/Examples.tsx';
import { MadeUpNote } from '../../src/views/stage/MadeUpNote.tsx';

/** One part of a view, by itself. */
function part(component: FunctionComponent<{ state: Ready }>, payload: object) {
  const model = new AttentionModel();
  model.load({ format: 'attention', version: 1, ...payload });
  const node = document.body.appendChild(document.createElement('div'));
  const root = createRoot(node);
  const draw = () => {
    const state = model.state as Ready;
    const value = { model, trans: english, theme: LIGHT } as Surroundings;
    const content = createElement(component, { state });
    flushSync(() => root.render(createElement(SurroundingsProvider, { value }, content)));
  };
  draw();
  const state = () => model.state as Ready;
  return { node, model, draw, state };
}

test.each(SENTENCES)('choosing $id puts its sentence there, and its token asks', example => {
  const { node, draw, state, model } = part(Examples, { sentence: 'cats', view: { query: 0 } });
  const select = node.querySelector('select')!;
  expect([...select.options].map(({ text }) => text)).toEqual([
    '6 examples',
    ...SENTENCES.map(({ sentence }) => sentence)
  ]);
  expect(select.value).toBe('');
  select.value = example.id;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  draw();
  expect(state().spec.sentence).toBe(example.sentence);
  expect(state().selection.query).toBe(example.query);
  expect(select.value).toBe(example.id);
  model.undo();
  expect(state().spec.sentence).toBe('cats');
});

test('what one sees is told of an example, and not of what was changed', () => {
  const [, { id, sentence }] = SENTENCES;
  const { node, model, draw } = part(ExampleNote, { sentence });
  expect(node.textContent).toBe(exampleText(id, english));
  model.edit({ type: 'stages', stages: { mask: 'causal' } });
  draw();
  expect(node.textContent).toBe('');
  model.undo();
  draw();
  expect(node.textContent).toBe(exampleText(id, english));
});

test('made-up words are counted, and a sentence of known ones is one click away', () => {
  const { node, draw, state } = part(MadeUpNote, { sentence: 'Angry blorfs hunt zzz qqq' });
  expect(node.textContent).toBe(
    '3 of 5 words are not in the vocabulary: their vectors are made up from their letters. Try: Angry lions hunt …'
  );
  node.querySelector('button')!.click();
  draw();
  expect(state().spec).toMatchObject({ sentence: SENTENCES[0].sentence });
  expect(state().selection.query).toBe(SENTENCES[0].query);
  expect(node.textContent).toBe('');
});

test.each([
  ['Cats sleep', /^$/],
  ['Cats blorf', /^1 of 2 words is not/],
  ['Blorf', /^This word is not/]
])('of %j it says so', (sentence, words) => {
  expect(part(MadeUpNote, { sentence }).node.textContent).toMatch(words);
});

test('a payload with vectors or projections of its own is not told of a vocabulary', () => {
  const { version: _, format: __, ...heads } = serialize(presetSpec('eightHeads'));
  for (const payload of [
    { sentence: 'blorf zzz', embeddings: [[1, 2], [3, 4]] }, // prettier-ignore
    { tokens: ['blorf', 'zzz'] },
    { sentence: 'cats sleep', key_tokens: ['blorf'] },
    heads
  ]) {
    expect(part(MadeUpNote, payload).node.textContent).toBe('');
  }
});
