/** @jest-environment jsdom */
import { LIGHT } from '../../src/figures/index.ts';
import { stepsOf } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { stepFormulas } from '../../src/views/stage/stepWords.ts';
import { LIONS, show } from './show.ts';

const CASES = [undefined, 1].flatMap(scale =>
  [undefined, 'causal'].flatMap(mask =>
    ['scores', 'weights'].flatMap(mask_at =>
      [1, 2].flatMap(temperature =>
        ['stable', 'naive'].map(softmax => ({ scale, mask, mask_at, temperature, softmax }))
      )
    )
  )
);

test.each(CASES)('each letter of a formula was made by a step before it: %j', fields => {
  const state = show({ ...LIONS, ...fields }).model.state as Ready;
  const formulas = stepFormulas(LIGHT, state);
  const made = new Set<string>();
  for (const step of stepsOf(state.trace)) {
    const plain = formulas[step].replaceAll(/\\color\{[^}]*\}/g, '');
    const letter = /^([a-z])_\{ij\} =/.exec(plain)?.[1];
    const used = [...plain.matchAll(/\b([a-z])_\{ij\}/g)].map(([, each]) => each);
    for (const each of letter ? used.slice(1) : used) {
      expect([step, each, made.has(each)]).toEqual([step, each, true]);
    }
    if (letter) {
      made.add(letter);
    }
  }
  expect([...made]).toEqual(expect.arrayContaining(['s', 'e', 'a']));
});
