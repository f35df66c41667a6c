// The budgets, measured in a real JupyterLab and printed. Nothing here fails because it was slow.
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { Jupyter } from '../browser/jupyter.ts';
import {
  execute,
  LIONS,
  notebook,
  openInLab,
  runAll,
  settled,
  views
} from '../browser/notebook.ts';
import { timeActs } from './frames.ts';
import type { Act } from './frames.ts';
import { FRAME, kB, mean, median, ms, print, ratio, share } from './print.ts';
import { scriptOf } from './script.ts';

const EDITS = 40;
/** Of a drag that lasts, after those. */
const STEPS = 120;
/** Frames between keys: what is off screen is drawn once nothing has changed for a while. */
const REST = 12;
const START_BUDGET = 25_000;

let jupyter: Jupyter;
test.beforeAll(async () => {
  jupyter = await Jupyter.start();
});
test.afterAll(() => jupyter.stop());

test('bytes', async ({ page }) => {
  const bytes = await countBytes(page);
  jupyter.write('empty.ipynb', notebook([{ source: '' }]));
  await openInLab(page, jupyter, 'empty.ipynb');
  const start = bytes();
  jupyter.write('first.ipynb', notebook([{ payload: LIONS }]));
  await openInLab(page, jupyter, 'first.ipynb');
  await settled(views(page));
  const lazy = bytes() - 2 * start; // the start is loaded again with the second page
  print('bytes, raw', [
    [
      'loaded at the start of JupyterLab',
      kB(start),
      `${ratio(start / START_BUDGET)} of the budget of 25 kB`
    ],
    ['loaded with the first output, Plotly among them', kB(lazy), '']
  ]);
  expect(start).toBeGreaterThan(0);
});

test('from run to first complete figure', async ({ page }) => {
  const source = `from jupyterlab_attention import Attention\nAttention("${LIONS.sentence}")`;
  jupyter.write('run.ipynb', notebook([{ source: '1 + 1' }, { source }, { source }]));
  await openInLab(page, jupyter, 'run.ipynb');
  await page.waitForFunction(
    () => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'
  );
  const plain = await timeOfRun(page, 'results', 1);
  const first = await timeOfRun(page, 'views', 1);
  const second = await timeOfRun(page, 'views', 2);
  print('from run to the complete view, 8 tokens', [
    ['a cell that prints 2', ms(plain), '1'],
    [
      'the first view of a page, Plotly loaded on the way',
      ms(first),
      `${ratio(first / plain)} times that`
    ],
    ['the next view', ms(second), `${ratio(second / plain)} times that`]
  ]);
});

test('a document opened, next to the JSON viewer on the same file', async ({ page }) => {
  jupyter.write('opened.attention.json', LIONS);
  await page.goto(`${jupyter.url}/lab?reset`);
  await page.locator('.jp-LauncherCard').first().waitFor();
  const times: Record<'JSON' | 'Attention', number[]> = { JSON: [], Attention: [] };
  for (let turn = 0; turn < 7; turn++) {
    times.JSON.push(await timeOfOpening(page, 'JSON', '.jp-RenderedJSON li'));
    times.Attention.push(await timeOfOpening(page, 'Attention', '.jp-Attention-arithmetic td'));
  }
  const row = (name: string, time: number, viewer: number): [string, string, string] => [
    name,
    ms(time),
    `${ratio(time / viewer)} times the JSON viewer`
  ];
  print('from the command that opens a file to its content painted', [
    row('the JSON viewer, the first time', times.JSON[0], times.JSON[0]),
    row('the stage, the first time: its code is loaded', times.Attention[0], times.JSON[0]),
    row('the JSON viewer, later, median', median(times.JSON.slice(1)), median(times.JSON.slice(1))),
    row('the stage, later, median', median(times.Attention.slice(1)), median(times.JSON.slice(1)))
  ]);
});

/** A matrix of repeatable numbers between −1 and 1. */
const matrix = (rows: number, columns: number) =>
  Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => Math.sin(1 + r * 7.3 + c * 3.1))
  );

for (const [tokens, heads] of [
  [8, 1],
  [64, 1],
  [64, 8],
  [256, 1],
  [256, 8]
]) {
  test(`an edit, ${tokens} tokens, ${heads} heads`, async ({ page }) => {
    const several = {
      n_heads: heads,
      projections: { query: matrix(16, 16), key: matrix(16, 16), value: matrix(16, 16) }
    };
    const payload = {
      format: 'attention',
      version: 1,
      tokens: Array.from({ length: tokens }, (_, i) => `w${i}`),
      view: { layers: ['embeddings', 'query', 'key', 'output'] }, // the first handle is a word's
      ...(heads > 1 && several)
    };
    const name = `edit-${tokens}-${heads}.ipynb`;
    jupyter.write(name, notebook([{ payload }]));
    await openInLab(page, jupyter, name);
    await settled(views(page));
    await printEdits(page, `${tokens} tokens, ${heads === 1 ? 'one head' : `${heads} heads`}`);
  });
}

/** What a class sees done most, each with where its effect stands. */
const ACTS: readonly [string, Act][] = [
  [
    'a step of the way through',
    { control: '[aria-label=Next], [aria-label=Begin]', seen: '.jp-Attention-line' }
  ],
  [
    'a keystroke in the sentence',
    {
      control: '.jp-Attention-sentence input',
      values: ['w0 w1 wx', 'w0 w1 wxy'],
      seen: '.jp-Attention-arithmetic'
    }
  ],
  [
    'a switch: the mask',
    {
      control: 'select[aria-label=Mask]',
      values: ['causal', 'none'],
      seen: '.jp-Attention-arithmetic'
    }
  ]
];

for (const tokens of [8, 64]) {
  test(`a step, a keystroke, a switch, ${tokens} tokens`, async ({ page }) => {
    const words = Array.from({ length: tokens }, (_, i) => `w${i}`);
    const payload = { format: 'attention', version: 1, tokens: words, view: { query: 2 } };
    jupyter.write(`acts-${tokens}.ipynb`, notebook([{ payload }]));
    await openInLab(page, jupyter, `acts-${tokens}.ipynb`);
    await settled(views(page));
    const rest = words.slice(3).join(' ');
    const rows = [];
    for (const [what, act] of ACTS) {
      const values = act.values?.map(value => (value.startsWith('w') ? `${value} ${rest}` : value));
      const { times, frames } = await timeActs(
        page,
        { ...act, values },
        what.includes('step') ? 8 : 20
      );
      const next = frames.filter(taken => taken === 1).length;
      rows.push([
        what,
        ms(median(times)),
        `in the next frame ${next} of ${frames.length} times`
      ] as [string, string, string]);
    }
    print(`from an act to the painted frame that shows it, medians, ${tokens} tokens`, rows);
  });
}

test('an edit, the example at model size', async ({ page }) => {
  await openInLab(page, jupyter, 'model-size.ipynb');
  await runAll(page);
  await expect(views(page).first().locator('.jp-Attention-arithmetic')).toBeVisible();
  await expect(views(page)).toHaveCount(2);
  await views(page).first().locator('.jp-Attention-handle').first().scrollIntoViewIfNeeded();
  await printEdits(page, 'examples/model-size.ipynb, 1,024 tokens × 768, 12 heads');
});

async function printEdits(page: Page, of: string): Promise<void> {
  for (const how of ['key', 'drag'] as const) {
    const { frame, edit, work, engine } = await timeEdits(page, how, EDITS);
    const what = how === 'key' ? 'a word moved by a key' : 'a step of a drag';
    print(`${what} to the next painted frame, ${of}, medians of ${EDITS}`, [
      ['a frame of 60 a second', ms(FRAME), '1'],
      ['a frame of the same page in which nothing happens', ms(frame), share(frame)],
      ['edit to painted frame', ms(edit), share(edit)],
      ['script in it', ms(work), share(work)],
      ['the engine in it', ms(engine), `${ratio(engine / work)} of the script`]
    ]);
  }
  const { mean, median, idle } = await timeDrag(page, STEPS);
  print(`a drag that brings a step with each frame, ${of}, ${STEPS} of them`, [
    ['a frame of 60 a second', ms(FRAME), '1'],
    ['a frame of the same page in which nothing happens', ms(idle), share(idle)],
    ['a painted step, mean', ms(mean), share(mean)],
    ['a painted step, median', ms(median), share(median)]
  ]);
}

/** Counts the bytes of the extension's own files that the page asks for. */
async function countBytes(page: Page): Promise<() => number> {
  let bytes = 0;
  await page.route('**/extensions/jupyterlab-attention/**', async route => {
    const response = await route.fetch();
    const body = await response.body();
    bytes += body.length; // not `+= await`: chunks arrive side by side
    await route.fulfill({ response });
  });
  return () => bytes;
}

/** Runs the chosen cell and goes to the next; milliseconds until so many results, or complete views, are there. */
async function timeOfRun(page: Page, of: 'results' | 'views', count: number): Promise<number> {
  const [start] = await Promise.all([
    page.evaluate(() => performance.now()),
    execute(page, 'notebook:run-cell-and-select-next')
  ]);
  const end = await page.waitForFunction(
    ([of, count]) => {
      const results = document.querySelectorAll('.jp-OutputArea-executeResult');
      const isComplete = ({ shadowRoot }: Element) => {
        const figures = [...(shadowRoot?.querySelectorAll('.jp-Attention-figure') ?? [])];
        return figures.length > 0 && figures.every(each => each.matches('[data-live=false]'));
      };
      const views = [...document.querySelectorAll('.jp-Attention')].filter(isComplete);
      return { results, views }[of].length >= count && performance.now();
    },
    [of, count] as const
  );
  return ((await end.jsonValue()) as number) - start;
}

/** Opens a file and closes it; milliseconds until an element of its content has been painted. */
function timeOfOpening(page: Page, factory: string, selector: string): Promise<number> {
  return page.evaluate(
    async ([factory, selector]) => {
      const { commands } = window.jupyterapp!;
      const start = performance.now();
      void commands.execute('docmanager:open', { path: 'opened.attention.json', factory });
      const isThere = () => {
        const host = document.querySelector('.jp-Attention')?.shadowRoot;
        return document.querySelector(selector) ?? host?.querySelector(selector);
      };
      let now = start;
      while (!isThere()) {
        now = await new Promise<number>(done =>
          requestAnimationFrame(() => done(performance.now()))
        );
      }
      await commands.execute('application:close');
      return now - start;
    },
    [factory, selector] as const
  );
}

/** What moves the first word of the page, by a mouse or a key, and waits for frames. */
function handOn(page: Page) {
  return page.evaluateHandle(() => {
    const tree = document.querySelector('.jp-Attention')!.shadowRoot!;
    const handle = () => tree.querySelector('.jp-Attention-handle')!;
    const box = handle().getBoundingClientRect();
    const mouse = (type: string, step: number) =>
      new MouseEvent(type, {
        view: window,
        bubbles: true,
        clientX: box.x + box.width / 2 + step,
        clientY: box.y + box.height / 2
      });
    const key = (i: number) =>
      new KeyboardEvent('keydown', { key: i % 2 ? 'ArrowLeft' : 'ArrowRight', bubbles: true });
    const nextFrame = () =>
      new Promise<number>(done => requestAnimationFrame(() => done(performance.now())));
    const painted = () =>
      new Promise<number>(done => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now());
        requestAnimationFrame(() => port2.postMessage(null));
      });
    /** Once the word stands elsewhere: workers may have to be waited for. */
    const moved = () =>
      new Promise<void>(done => {
        const place = () => handle().getAttribute('cx');
        const before = place();
        const observer = new MutationObserver(() => {
          if (place() !== before) {
            observer.disconnect();
            done();
          }
        });
        observer.observe(handle().parentElement!, { subtree: true, attributes: true });
      });
    const engine: number[] = [];
    new PerformanceObserver(list => {
      engine.push(...list.getEntriesByName('attention:attend').map(entry => entry.duration));
    }).observe({ type: 'measure' });
    const drag = (i: number) => window.dispatchEvent(mouse('mousemove', i % 2 ? 8 : 12));
    return {
      engine,
      nextFrame,
      drag,
      /** Milliseconds that one of so many frames takes. */
      rest: async (count: number) => {
        const begun = await nextFrame();
        let now = begun;
        for (let i = 0; i < count; i++) {
          now = await nextFrame();
        }
        return (now - begun) / count;
      },
      press: () => handle().dispatchEvent(mouse('mousedown', 0)),
      release: async () => {
        window.dispatchEvent(mouse('mouseup', 0));
        await nextFrame();
      },
      /** Milliseconds from an edit to the frame that shows it. */
      edit: async (how: 'key' | 'drag', i: number) => {
        const start = performance.now();
        const done = moved();
        if (how === 'drag') {
          drag(i);
        } else {
          handle().dispatchEvent(key(i));
        }
        await done;
        return (await painted()) - start;
      }
    };
  });
}

/** Drags a word on at each frame that the page begins; milliseconds from one to the next. */
async function timeDrag(page: Page, times: number) {
  const [idle, steps] = await page.evaluate(
    async ([{ nextFrame, press, drag, release }, times]) => {
      const timed = async (act: (i: number) => void) => {
        const ends = [await nextFrame()];
        for (let i = 0; i < times; i++) {
          act(i);
          ends.push(await nextFrame());
        }
        return ends.slice(1).map((end, i) => end - ends[i]);
      };
      const idle = await timed(() => {});
      press();
      const steps = await timed(drag);
      await release();
      return [idle, steps];
    },
    [await handOn(page), times] as const
  );
  return { mean: mean(steps), median: median(steps), idle: mean(idle) };
}

/** Moves a word again and again, by key or in one drag, and takes medians. */
async function timeEdits(page: Page, how: 'key' | 'drag', times: number) {
  const hand = await handOn(page);
  const script = await scriptOf(page);
  const [frames, edits, works]: number[][] = [[], [], []];
  if (how === 'drag') {
    await hand.evaluate(({ press }) => press());
  }
  for (let i = 0; i < times; i++) {
    frames.push(await hand.evaluate(({ rest }, count) => rest(count), how === 'key' ? REST : 1));
    const before = await script();
    edits.push(await hand.evaluate(({ edit }, [how, i]) => edit(how, i), [how, i] as const));
    works.push((await script()) - before);
  }
  const engine = await hand.evaluate(async ({ release, engine }) => {
    await release();
    return engine;
  });
  return {
    frame: median(frames),
    edit: median(edits),
    work: median(works),
    engine: median(engine)
  };
}
