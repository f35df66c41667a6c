import { mended } from '../../src/jupyter/documentText.ts';
import { Turns } from '../../src/jupyter/turns.ts';
import type { SharedDocument } from '../../src/jupyter/turns.ts';
import { sameValue } from '../../src/model/index.ts';

type Listener = Parameters<ReturnType<SharedDocument['getMap']>['observe']>[0];

/** An entry that pages share: of marks that were left at the same time one stays, whoever's. */
class Shared implements SharedDocument {
  stays: unknown;
  readonly listeners = new Set<Listener>();
  constructor(readonly clientID: number) {}
  getMap() {
    return {
      get: () => this.stays,
      set: (_: string, value: string) => (this.stays = value),
      observe: (listener: Listener) => void this.listeners.add(listener),
      unobserve: (listener: Listener) => void this.listeners.delete(listener)
    };
  }
  /** A mark of another page arrives, and stays or does not. */
  async arrives(mark: string, stays: boolean, name = 'written') {
    this.stays = stays ? mark : this.stays;
    this.listeners.forEach(tell => tell({ keysChanged: new Set([name]) }, { local: false }));
    await Promise.resolve();
  }
}

test('whose mark stays mends, and nobody else; who writes in turn mends nothing', async () => {
  const shared = new Shared(1);
  const mend = jest.fn();
  const turns = new Turns(shared, mend);
  await shared.arrives('2:1', true);
  turns.mark();
  await shared.arrives('2:2', true); // after mine, or at the same time: it is theirs to mend
  expect(mend).not.toHaveBeenCalled();
  turns.mark();
  await shared.arrives('2:3', false); // at the same time, and mine stays
  expect(mend).toHaveBeenCalledTimes(1);
  await shared.arrives('2:4', false, 'another');
  turns.dispose();
  await shared.arrives('2:5', false);
  expect(mend).toHaveBeenCalledTimes(1);
  expect(shared.listeners.size).toBe(0);
});

test('a page that shares nothing mends nothing', () => {
  const turns = new Turns(undefined, () => {
    throw new Error('mended');
  });
  expect(() => turns.mark()).not.toThrow();
  turns.dispose();
});

const before = { sentence: 'a', scale: 1, view: { query: 3 } };
const mine = { ...before, view: { query: 5 } };
test.each<[about: string, text: string, said: object | null]>([
  ['two numbers in one', '{"sentence": "a", "scale": 1, "view": {"query": 54}}', mine],
  ['two texts in one', '{"sentence": "a""b", "scale": 1, "view": {"query": 5}}', mine],
  ['an object twice', '{"sentence":"a","scale":1,"view":{"query":4},"view":{"query":5}}', mine],
  ['a name twice in an object', '{"sentence":"a","scale":1,"view":{"query":4,"query":5}}', mine],
  ['another field', '{"sentence": "a", "scale": 2, "view": {"query": 5}}', null],
  ['both', '{"sentence": "a", "scale": 2, "view": {"query": 54}}', { ...mine, scale: 2 }],
  ['no object', '[1]', mine],
  ['what I wrote', JSON.stringify(mine), null]
])('what two have written at the same time is mended: %s', (_, text, said) => {
  expect(mended(text, { before, mine }, sameValue)).toEqual(said);
});
