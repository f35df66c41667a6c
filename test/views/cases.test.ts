import { attend, transpose } from '../../src/engine/index.ts';
import { percent } from '../../src/figures/index.ts';
import { serialize } from '../../src/format/index.ts';
import type { Spec } from '../../src/format/index.ts';
import {
  AttentionModel,
  caseOf,
  exampleEdit,
  exampleOf,
  PRESETS,
  presetSpec,
  resolve,
  SENTENCES
} from '../../src/model/index.ts';
import type { Example, Preset, Ready } from '../../src/model/index.ts';
import { english } from '../../src/views/frame/translator.ts';
import { caseNames, caseSentence } from '../../src/views/rail/laboratory/caseTexts.ts';
import { exampleText } from '../../src/views/stage/Examples.tsx';
import { plain } from '../setup/plain.ts';

/** What a spec shows, asked about by its words. */
function seen(spec: Spec) {
  const { input, madeUp } = resolve(spec);
  const trace = attend(input);
  const at = (word: string) => trace.tokens.indexOf(word);
  const rows = (head = 0) => plain(trace.heads[head].weights);
  const row = (word: string, head = 0) => rows(head)[at(word)];
  const share = (from: string, to: string, head = 0) => row(from, head)[at(to)];
  /** The words by their shares, the largest first. */
  const order = (word: string, head = 0) =>
    row(word, head)
      .map((weight, key) => [weight, trace.tokens[key]] as const)
      .sort(([a], [b]) => b - a)
      .map(([, token]) => token);
  const sum = (word: string, words: readonly string[]) =>
    row(word).reduce(
      (sum, weight, key) => (words.includes(trace.tokens[key]) ? sum + weight : sum),
      0
    );
  return { trace, madeUp, at, rows, row, share, order, sum };
}
const largest = (row: readonly number[]) => Math.max(...row);
const zeros = (rows: unknown) =>
  (rows as number[][]).flat().forEach(part => expect(Math.abs(part)).toBe(0));

const ANIMALS = ['lions', 'zebras', 'cats'];

const EXAMPLES: Record<Example['id'], (text: string) => void> = {
  feelings: text => {
    const { share, order } = seen({ sentence: SENTENCES[0].sentence });
    expect(text).toContain(percent(share('angry', 'peacefully')));
    expect(order('angry').slice(0, 2)).toEqual(['angry', 'peacefully']);
    expect(order('peacefully').slice(0, 2)).toEqual(['angry', 'peacefully']);
    ANIMALS.forEach(animal => expect(share('angry', animal)).toBeLessThan(0.04));
  },
  halves: text => {
    const { trace, sum } = seen({ sentence: SENTENCES[1].sentence });
    const halves = [trace.tokens.slice(0, 3), trace.tokens.slice(3)];
    const least = Math.min(...halves.flatMap(half => half.map(word => sum(word, half))));
    expect(text).toContain(`${Math.floor(100 * least)}% or more`);
  },
  pairs: text => {
    const { order, share, sum } = seen({ sentence: SENTENCES[2].sentence });
    const verbs = ['fly', 'swim', 'run'];
    for (const [who, verb] of [
      ['birds', 'fly'],
      ['fish', 'swim'],
      ['horses', 'run']
    ]) {
      expect(order(verb).slice(0, 3).sort()).toEqual([...verbs].sort());
      expect(share(verb, who)).toBeLessThan(Math.min(...verbs.map(to => share(verb, to))) / 2);
    }
    expect(text).toContain(percent(share('run', 'horses')));
    expect(sum('run', verbs)).toBeGreaterThan(0.7);
  },
  repeated: text => {
    const { rows, trace } = seen({ sentence: SENTENCES[3].sentence });
    const cats = trace.tokens.flatMap((token, t) => (token === 'cats' ? [t] : []));
    expect(cats).toHaveLength(3);
    for (const row of rows()) {
      expect(new Set(cats.map(key => row[key])).size).toBe(1);
    }
    cats.forEach(query => expect(text).toContain(percent(rows()[query][cats[0]])));
    expect(largest(rows()[0])).toBe(rows()[0][cats[0]]);
  },
  pronoun: text => {
    const { order, share, row } = seen({ sentence: SENTENCES[4].sentence });
    expect(order('it')[0]).toBe('animal');
    expect(text).toContain(percent(share('it', 'animal')));
    expect(largest(row('it')) - Math.min(...row('it'))).toBeLessThan(0.04);
  },
  arrow: () => {
    const { order } = seen({ sentence: SENTENCES[5].sentence });
    expect(order('flies')[0]).toBe('flies');
    expect(order('flies').at(-1)).toBe('time');
    // The vector of flies lies among the animals, not among the verbs.
    const { order: among } = seen({ sentence: 'flies bee run' });
    expect(among('flies').at(-1)).toBe('run');
  }
};

const CASES: Record<Preset, (text: string) => void> = {
  worked: text => {
    const { share, sum, order } = seen(presetSpec('worked'));
    expect(text).toContain(percent(share('angry', 'peacefully')));
    ANIMALS.forEach(animal => expect(Math.abs(sum(animal, ANIMALS) - 2 / 3)).toBeLessThan(0.04));
    ['hunt', 'sleep'].forEach(verb =>
      expect(order(verb).slice(0, 2).sort()).toEqual(['hunt', 'sleep'])
    );
  },
  identity: () => {
    const { trace, order } = seen(presetSpec('identity'));
    const [{ scores, query, key, value }] = trace.heads;
    expect(plain(scores)).toEqual(plain(transpose(scores)));
    [query, key, value].forEach(rows => expect(plain(rows)).toEqual(plain(trace.embeddings)));
    ANIMALS.forEach(animal =>
      expect(order(animal).slice(0, 3).sort()).toEqual([...ANIMALS].sort())
    );
    expect(order('angry').slice(0, 2)).toEqual(['angry', 'peacefully']);
    expect(order('hunt').slice(0, 2).sort()).toEqual(['hunt', 'sleep']);
  },
  orthogonal: text => {
    const { rows, trace } = seen(presetSpec('orthogonal'));
    rows().forEach((row, t) => expect(text).toContain(percent(row[t])));
    plain(trace.heads[0].scores).forEach((row, q) =>
      row.forEach((score, k) => expect(score !== 0).toBe(q === k))
    );
  },
  collapsed: text => {
    const { rows, trace } = seen(presetSpec('collapsed'));
    expect(text).toContain(`${trace.scale} times`);
    expect(rows().filter(row => largest(row) > 0.94).length).toBeGreaterThan(rows().length / 2);
  },
  dimensions: text => {
    const spec = presetSpec('dimensions');
    const { rows, trace } = seen(spec);
    expect(text).toContain(`${trace.heads[0].query[0].length} numbers`);
    const two = (row: readonly number[]) => [...row].sort((a, b) => b - a).slice(0, 2);
    rows().forEach(row => expect(two(row)[0] + two(row)[1]).toBeGreaterThan(0.85));
    const scaled = seen({ ...spec, scale: undefined }).rows();
    rows().forEach((row, query) => expect(largest(scaled[query])).toBeLessThan(largest(row)));
    const mean = (all: readonly (readonly number[])[]) =>
      all.reduce((sum, row) => sum + largest(row), 0) / all.length;
    expect(mean(rows())).toBeGreaterThan(0.8);
    expect(mean(scaled)).toBeLessThan(0.45);
  },
  uniform: () => {
    const { rows, trace } = seen(presetSpec('uniform'));
    zeros(plain(trace.heads[0].scores));
    expect(new Set(rows().flat()).size).toBe(1);
    const values = plain(trace.heads[0].value);
    for (const row of plain(trace.output)) {
      row.forEach((part, c) =>
        expect(part).toBeCloseTo(values.reduce((sum, value) => sum + value[c], 0) / 8, 12)
      );
    }
  },
  noValue: () => {
    const { rows, trace } = seen(presetSpec('noValue'));
    expect(rows()).toEqual(seen(presetSpec('worked')).rows());
    zeros(plain(trace.output));
  },
  sink: text => {
    const { rows, trace } = seen(presetSpec('sink'));
    const least = Math.min(...rows().map(row => row[0]));
    expect(text).toContain(`${Math.floor(100 * least)}% or more`);
    zeros([plain(trace.heads[0].value)[0]]);
  },
  previous: () => {
    const { rows } = seen(presetSpec('previous'));
    rows()
      .slice(1)
      .forEach((row, t) => expect(row[t]).toBeGreaterThan(0.95));
    const others = ['a', 'b', 'c', 'd', 'e', 'f'];
    const spec = { ...presetSpec('previous'), tokens: others };
    expect(seen(spec).rows()).toEqual(rows());
  },
  induction: () => {
    const { rows, trace } = seen(presetSpec('induction'));
    rows()
      .slice(1)
      .forEach((row, t) => expect(row[t]).toBeGreaterThan(0.95));
    const second = trace.tokens.lastIndexOf('angry');
    const after = trace.tokens.indexOf('angry') + 1;
    expect(trace.tokens[after]).toBe('lions');
    expect(rows(1)[second][after]).toBeGreaterThan(0.95);
  },
  eightHeads: () => {
    const { trace, order } = seen(presetSpec('eightHeads'));
    expect(trace.heads).toHaveLength(8);
    const orders = trace.heads.map((_, head) => order('lions', head).join());
    expect(new Set(orders).size).toBe(8);
  }
};

test.each(SENTENCES)('what is said of the sentence $id is true', ({ id }) => {
  EXAMPLES[id](exampleText(id, english));
});

test('there are six sentences, all of known words, and each asks with a word that its text names', () => {
  expect(SENTENCES).toHaveLength(6);
  for (const { id, sentence, query } of SENTENCES) {
    const { madeUp, trace } = seen({ sentence });
    expect([id, madeUp.includes(true)]).toEqual([id, false]);
    const word = id === 'halves' ? 'animals' : trace.tokens[query];
    expect(exampleText(id, english)).toContain(word);
  }
});

test.each(PRESETS)('what is said of the case %s is true, in one sentence', name => {
  const text = caseSentence(name, english);
  expect(text).toMatch(/^[^.]+\.$/);
  CASES[name](text);
  expect(caseNames(english)[name].length).toBeLessThan(25);
});

test.each(PRESETS)('the case %s is known by what it is, and no longer once it is edited', name => {
  const model = new AttentionModel();
  model.load({ format: 'attention', version: 1, sentence: 'cats sleep', note: 'kept' });
  const shown = () => caseOf((model.state as Ready).spec);
  expect(shown()).toBeNull();
  model.edit({ type: 'replace', spec: presetSpec(name) });
  expect(shown()).toBe(name);
  model.select({ query: 1, step: 'scale' });
  expect(shown()).toBe(name);
  model.edit({ type: 'stages', stages: { temperature: 0.5 } });
  expect(shown()).toBeNull();
  model.undo();
  expect(shown()).toBe(name);
  const reopened = new AttentionModel();
  reopened.load(JSON.parse(JSON.stringify(model.payload)));
  expect(caseOf((reopened.state as Ready).spec)).toBe(name);
  expect(caseOf(presetSpec(name))).toBe(name);
});

test('an example keeps the mask of the built-in words, and takes the place of all else', () => {
  const [, example] = SENTENCES;
  const masked = { sentence: 'cats sleep', mask: 'causal' } as const;
  const edited = (spec: Spec) => {
    const model = new AttentionModel();
    model.load(serialize(spec));
    expect(model.edit(exampleEdit((model.state as Ready).spec, example))).toEqual([]);
    return (model.state as Ready).spec;
  };
  expect(edited(masked)).toEqual({ ...masked, sentence: example.sentence });
  expect(exampleOf(edited(masked))).toBeNull(); // with a mask its text might not be true
  for (const name of PRESETS.filter(name => !presetSpec(name).scale)) {
    expect(exampleOf(edited(presetSpec(name)))).toBe(example);
  }
  expect(exampleOf(edited({ sentence: 'cats', keyTokens: ['dogs'] }))).toBe(example);
});
