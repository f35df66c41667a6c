/** @jest-environment jsdom */
import type { Ready } from '../../src/model/index.ts';
import { LIONS, show } from './show.ts';

const LESSON = {
  name: 'masks',
  title: 'Masks',
  steps: [
    {
      name: 'causal',
      title: 'No look ahead',
      text: 'Let no word look <b>ahead</b>.\nNot one.',
      start: { sentence: LIONS.sentence, view: { query: 1 } },
      touch: ['mask', 'mask_at'],
      goal: [{ about: 'weights', query: 'lions', key: 'sleep', is: 'equal', than: 0 }],
      hints: [
        {
          when: [{ about: 'temperature', is: 'equal', than: 1 }],
          text: 'Forbid what comes later.'
        }
      ],
      reached: 'The future has nothing to say.'
    },
    {
      name: 'guess',
      text: 'Who gets most of angry?',
      start: { sentence: LIONS.sentence, view: { query: 0, covered: ['matrix'] } },
      goal: [
        { about: 'guess', query: 'angry', is: 'made' },
        { about: 'weights', query: 'angry', key: 'angry', is: 'above', than: 0.3 },
        {
          about: 'entropy',
          query: 'angry',
          is: 'above',
          than: { about: 'entropy', query: 'lions' }
        }
      ]
    }
  ]
};

/** What a quantity is told by, besides its query. */
const ENDS: Record<string, object> = {
  weights: { key: 'angry' },
  scores: { key: 'angry' },
  output: { dimension: 1 }
};

function play() {
  const view = show({ ...LIONS, lesson: LESSON, view: { query: 1 } });
  const { node, draw } = view;
  const rail = () => node.querySelector('.jp-mod-lessonPane')!;
  const button = (name: string) =>
    [...rail().querySelectorAll('button')].find(
      each => (each.getAttribute('aria-label') ?? each.textContent) === name
    )!;
  const press = (name: string) => {
    button(name).click();
    draw();
  };
  const said = () => rail().querySelector('.jp-Attention-check [role=status]')!.textContent;
  const goal = () =>
    [...rail().querySelectorAll('.jp-Attention-goal li')].map(({ textContent }) => textContent);
  return { ...view, rail, button, press, said, goal };
}

test('a lesson stands in the rail, with text that is text, and only where there is one', () => {
  const { rail, node } = play();
  expect([...rail().querySelectorAll('.jp-Attention-lessonText')].map(p => p.textContent)).toEqual([
    'Let no word look <b>ahead</b>.',
    'Not one.'
  ]);
  expect(rail().querySelector('.jp-Attention-lessonText b')).toBeNull();
  expect(rail().querySelector('h4')!.textContent).toBe('Step 1 of 2: No look ahead');
  expect(node.querySelector('.jp-Attention-tabs')!.textContent).toContain('Lesson');
  expect(show(LIONS).node.querySelector('.jp-Attention-tabs')!.textContent).not.toContain('Lesson');
});

test('the goal follows what is done; the check says what became of it, and what is right is kept', () => {
  const { model, draw, press, said, goal, button } = play();
  expect(goal()).toEqual(['○ what lions gives to sleep: 10%; wanted: 0%']);
  press('Check');
  expect(said()).toMatch(/^Nothing has been done yet/);
  model.edit({ type: 'stages', stages: { mask: { window: 7 } } });
  draw();
  expect(said()).toBe('');
  press('Check');
  expect(said()).toBe('Forbid what comes later.');
  model.edit({ type: 'stages', stages: { mask: 'causal' } });
  draw();
  expect(goal()).toEqual(['✓ what lions gives to sleep: 0%; wanted: 0%']);
  press('Check');
  expect(said()).toBe('The future has nothing to say.');
  expect(button('Step 1, No look ahead: reached')).toBeDefined();
  model.reset();
  draw();
  expect(said()).toBe('Reached, and kept: you may go on, or try more.');
});

test('the switches that a step leaves are beside it, and no others', () => {
  const { rail } = play();
  const fields = rail().querySelector('.jp-Attention-fields')!.textContent;
  expect(fields).toContain('Mask');
  expect(fields).not.toContain('Temperature');
});

test.each([
  [['temperature'], 'weights', ['Temperature']],
  [['mask'], 'weights', ['Mask']],
  [['scale', 'softmax'], 'weights', ['Scale', 'Softmax']],
  [['projections'], 'scores', ['W_Q', 'W_K']],
  [['projections'], 'output', ['W_Q', 'W_K', 'W_V']]
])(
  'of %j what may be changed, and leads to a goal about %s, is there alone',
  (touch, about, wanted) => {
    const goal = [{ about, query: 'angry', is: 'above', than: 5, ...ENDS[about] }];
    const steps = [{ name: 'a', text: 'b', start: LIONS, touch, goal }];
    const { node } = show({ ...LIONS, lesson: { name: 'c', steps } });
    const names = node.querySelectorAll(
      '.jp-mod-lessonPane :is(.jp-Attention-field > b, .jp-Attention-projection > legend)'
    );
    expect([...names].map(({ firstChild }) => firstChild!.textContent!.trim())).toEqual(wanted);
    expect(node.querySelectorAll('[aria-label="Where the mask acts"]')).toHaveLength(0);
  }
);

test('a word that stands twice is told by its place, a setting by the words of its switch', () => {
  const goal = [
    {
      about: 'scores',
      query: 0,
      key: 2,
      is: 'unequal',
      than: { about: 'scores', query: 'chase', key: 1 }
    },
    { about: 'positions', is: 'equal', than: 'rope' },
    { about: 'mask_at', is: 'equal', than: 'weights' }
  ];
  const start = { sentence: 'cats chase cats', mask: 'causal' };
  const steps = [{ name: 'a', text: 'b', start, goal }];
  const { node } = show({
    format: 'attention',
    version: 1,
    ...start,
    lesson: { name: 'c', steps }
  });
  const told = [...node.querySelectorAll('.jp-Attention-goal li')].map(li => li.textContent);
  expect(told[0]).toContain('score of cats, token 1 and cats, token 3: ');
  expect(told[0]).toContain('wanted: not score of chase and chase (');
  expect(told.slice(1)).toEqual([
    '○ positions: none; wanted: RoPE',
    '○ where the mask acts: before the softmax; wanted: after it (the common mistake)'
  ]);
});

test('the way on stands before the switches', () => {
  const { node } = show({ ...LIONS, lesson: LESSON, view: { rail: 'lesson' } });
  const names = [...node.querySelectorAll('.jp-mod-lessonPane :is(button, select)')].map(
    control => control.getAttribute('aria-label') ?? control.textContent
  );
  expect(names.slice(-5)).toEqual([
    'Check',
    'Step before',
    'Next step',
    'Mask',
    'Where the mask acts'
  ]);
});

test('what is covered is told by no goal, until it was predicted', () => {
  const { press, model, draw, goal, said } = play();
  press('Next step');
  expect(goal()).toEqual([
    '○ your guess for angry: none yet',
    '○ what angry gives to angry: covered; wanted: more than 30%',
    '○ entropy of row angry: covered; wanted: more than entropy of row lions'
  ]);
  model.edit({ type: 'stages', stages: { temperature: 2 } });
  draw();
  press('Check');
  expect(said()).toBe('Not yet: your guess for angry: none yet.');
  model.reset();
  const guess = { question: 'most', head: 0, query: 0, guess: 0, truth: 0 } as const;
  model.select({ covered: [], predictions: [guess] });
  draw();
  expect(goal()).toEqual([
    '✓ your guess for angry is made: angry',
    '✓ what angry gives to angry: 34%; wanted: more than 30%',
    '○ entropy of row angry: 2.46 bits; wanted: more than entropy of row lions (2.72 bits)'
  ]);
});

test('a step is reached again by its button, with the state that it begins with', () => {
  const { model, press } = play();
  press('Next step');
  expect((model.state as Ready).selection).toMatchObject({ query: 0, covered: ['matrix'] });
  press('Step 1, No look ahead');
  expect((model.state as Ready).selection).toMatchObject({ query: 1, covered: [] });
});

test('a share that falls short by less than a percent is seen to fall short', () => {
  const { model } = show(LIONS);
  const share = (model.state as Ready).trace.heads[0].weights[0][0];
  const than = share + 2e-4;
  const statement = { about: 'weights', query: 'angry', key: 'angry', is: 'above', than };
  const lesson = {
    name: 'near',
    steps: [{ name: 'a', text: 'b', start: { sentence: LIONS.sentence }, goal: [statement] }]
  };
  const { node } = show({ ...LIONS, lesson, view: { rail: 'lesson' } });
  const said = node.querySelector('.jp-Attention-goal li')!.textContent;
  const numbers = /: ([\d.]+)%; wanted: more than ([\d.]+)%$/.exec(said)!.slice(1).map(Number);
  expect(numbers[0]).toBeLessThan(numbers[1]);
  expect(numbers[0]).toBeCloseTo(100 * share, 1);
});

test('what a click does in one step is not what it does in the next', () => {
  const [causal, guess] = LESSON.steps;
  const steps = [
    { ...causal, touch: ['overrides'] },
    { ...guess, start: { sentence: LIONS.sentence }, touch: ['mask', 'overrides'] }
  ];
  const { node, model, draw } = show({ ...LIONS, lesson: { ...LESSON, steps } });
  const tool = () => node.querySelector<HTMLSelectElement>('[aria-label^="What a click"]')!;
  const isAskedFor = () => node.textContent.includes('Score of');
  tool().value = 'score';
  tool().dispatchEvent(new Event('change', { bubbles: true }));
  draw();
  node
    .querySelector('.jp-Attention-cells')!
    .dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  draw();
  expect([tool().value, isAskedFor()]).toEqual(['score', true]);
  model.play(1);
  draw();
  expect([tool().value, isAskedFor()]).toEqual(['query', false]);
});
