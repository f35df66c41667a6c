// What lessons cost, measured and printed: a step that changes, a lesson that opens, fifty that are graded.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { jupyterEnvironment, python } from '../../scripts/python.mjs';
import { AttentionModel } from '../../src/model/index.ts';
import { Jupyter } from '../browser/jupyter.ts';
import { MIME_TYPE, openInLab, settled, views } from '../browser/notebook.ts';
import { act, ready } from '../lessons/learner.ts';
import { PLAYS } from '../lessons/plays.ts';
import { FRAME, mean, median, ms, print, ratio, share } from './print.ts';
import { scriptOf } from './script.ts';

const PROJECT = join(import.meta.dirname, '../..');
const LESSON = join(PROJECT, 'lessons/en/00-who-listens-to-whom.ipynb');
const TURNS = 9;
const CHANGES = 40;
const GRADED = 50;
/** Of those, as many are executed: each takes a kernel of its own. */
const EXECUTED = 10;
/** What stands there once a lesson is seen, and once Plotly has drawn what it draws. */
const DRAWN = ['.jp-mod-lessonPane h4', '.jp-Attention-figure'];
const COMPLETE = [...DRAWN, '.jp-Attention-figure[data-live=false]'];
const OTHERS = ['application/json', 'text/html'] as const;

interface Output {
  readonly data?: Readonly<Record<string, unknown>>;
}
interface Notebook {
  readonly cells: readonly { readonly outputs?: readonly Output[] }[];
}

const given = () => JSON.parse(readFileSync(LESSON, 'utf8')) as Notebook;

test.describe('in JupyterLab', () => {
  let jupyter: Jupyter;
  test.beforeAll(async () => {
    jupyter = await Jupyter.start();
  });
  test.afterAll(() => jupyter.stop());

  test('a step of a lesson', async ({ page }) => {
    jupyter.write('lesson.ipynb', given());
    await openInLab(page, jupyter, 'lesson.ipynb');
    await settled(views(page));
    const script = await scriptOf(page);
    const before = await script();
    const { rest, changes, frames } = await timeSteps(page, CHANGES);
    const next = frames.filter(taken => taken === 1).length;
    const work = ((await script()) - before) / CHANGES;
    print(`a step of a lesson, from the click to the painted frame, ${CHANGES} of them`, [
      ['a frame of 60 a second', ms(FRAME), '1'],
      ['a frame of the same page in which nothing happens', ms(mean(rest)), share(mean(rest))],
      ['painted in the next frame', `${next} of ${CHANGES}`, ''],
      ['click to painted frame, median', ms(median(changes)), share(median(changes))],
      [
        'click to painted frame, the longest',
        ms(Math.max(...changes)),
        share(Math.max(...changes))
      ],
      ['script of it and of the frames until the next, mean', ms(work), share(work)]
    ]);
  });

  test('a lesson opened, next to other outputs of its size', async ({ page }) => {
    jupyter.write('attention.ipynb', given());
    for (const type of OTHERS) {
      jupyter.write(`${type.split('/')[1]}.ipynb`, withOutput(given(), type));
    }
    await page.goto(`${jupyter.url}/lab?reset`);
    await page.locator('.jp-LauncherCard').first().waitFor();
    const times: Record<string, number[]> = { json: [], html: [], attention: [], complete: [] };
    for (let turn = 0; turn < TURNS; turn++) {
      times.json.push(await timeOfOpening(page, 'json.ipynb', ['.jp-RenderedJSON li']));
      times.html.push(await timeOfOpening(page, 'html.ipynb', ['.jp-RenderedHTML .of-its-size']));
      times.attention.push(await timeOfOpening(page, 'attention.ipynb', DRAWN));
      times.complete.push(await timeOfOpening(page, 'attention.ipynb', COMPLETE));
    }
    const later = (name: string) => median(times[name].slice(1));
    const row = (what: string, time: number, than: number): [string, string, string] => [
      what,
      ms(time),
      ratio(time / than)
    ];
    print(`a notebook opened, to its output painted, medians of ${TURNS - 1}`, [
      row('application/json, the first time', times.json[0], times.json[0]),
      row('the lesson, the first time: its code is loaded', times.attention[0], times.json[0]),
      row('application/json, later', later('json'), later('json')),
      row('text/html, later', later('html'), later('json')),
      row('the lesson, later: its step and the plane', later('attention'), later('json')),
      row('the same, until Plotly has drawn the plane', later('complete'), later('json'))
    ]);
  });
});

test('fifty notebooks graded, next to executing them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attention-graded-'));
  try {
    const files = Array.from({ length: GRADED }, (_, i) => join(folder, `${i}.ipynb`));
    const played = JSON.stringify(playedToItsEnd(given()));
    files.forEach(file => writeFileSync(file, played));
    const command = timeOf(process.execPath, ['lib/hosts/cli.js', 'grade', '--csv', ...files]);
    const inPython = timeOf(python(), ['-c', GRADE, ...files]);
    expect(command.output.match(/,yes,/g)?.length).toBe(GRADED * 5);
    expect(inPython.output.trim()).toBe(String(GRADED * 5));
    const run = timeOf(python(), ['-c', EXECUTE, ...files.slice(0, EXECUTED)]);
    const executed = (run.time / EXECUTED) * GRADED;
    print(`${GRADED} lessons handed in, from the start of the command to its end`, [
      [`nbclient, from ${EXECUTED} that were executed`, ms(executed), '1'],
      ['attention grade', ms(command.time), `${(command.time / executed).toFixed(4)} of that`],
      [
        'jupyterlab_attention.grade',
        ms(inPython.time),
        `${(inPython.time / executed).toFixed(4)} of that`
      ]
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

const GRADE = `
import sys, jupyterlab_attention as a
print(int(sum(a.grade(sys.argv[1:]).reached)))
`;
const EXECUTE = `
import sys, nbformat
from nbclient import NotebookClient
for path in sys.argv[1:]:
    NotebookClient(nbformat.read(path, 4), kernel_name="python3").execute()
`;

function timeOf(command: string, words: readonly string[]): { time: number; output: string } {
  const start = performance.now();
  const { stdout, stderr, status } = spawnSync(command, words, {
    cwd: PROJECT,
    env: jupyterEnvironment(),
    encoding: 'utf8'
  });
  const time = performance.now() - start;
  expect(status, stderr).toBe(0);
  return { time, output: stdout };
}

/** The notebook with our payload as another type, which JupyterLab draws itself. */
function withOutput(notebook: Notebook, type: (typeof OTHERS)[number]): Notebook {
  return changed(notebook, ({ [MIME_TYPE]: payload, ...data }) => ({
    ...data,
    [type]:
      type === 'application/json'
        ? payload
        : `<p class="of-its-size">${JSON.stringify(payload).replace(/[<&]/g, ' ')}</p>`
  }));
}

/** The notebook as it is handed in by who is right in every step. */
function playedToItsEnd(notebook: Notebook): Notebook {
  return changed(notebook, data => {
    const model = new AttentionModel();
    model.load(data[MIME_TYPE]);
    const { name, steps } = ready(model).spec.lesson!;
    for (const [at, step] of steps.entries()) {
      model.play(at);
      PLAYS[name][step.name].right.forEach(done => act(model, done));
      model.answer();
    }
    return { ...data, [MIME_TYPE]: model.payload };
  });
}

/** The notebook with the outputs of ours changed. */
function changed(
  notebook: Notebook,
  change: (data: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
): Notebook {
  const cells = notebook.cells.map(cell =>
    cell.outputs
      ? {
          ...cell,
          outputs: cell.outputs.map(output =>
            output.data?.[MIME_TYPE] ? { ...output, data: change(output.data) } : output
          )
        }
      : cell
  );
  return { ...notebook, cells };
}

/** Opens a notebook and closes it; milliseconds until elements of its output have been painted. */
function timeOfOpening(page: Page, path: string, selectors: readonly string[]) {
  return page.evaluate(
    async ([path, selectors]) => {
      const { commands } = window.jupyterapp!;
      const painted = () =>
        new Promise<number>(done => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done(performance.now());
          requestAnimationFrame(() => port2.postMessage(null));
        });
      const isThere = () => {
        const tree = document.querySelector('.jp-Attention')?.shadowRoot;
        return selectors.every(
          selector => document.querySelector(selector) ?? tree?.querySelector(selector)
        );
      };
      const start = performance.now();
      void commands.execute('docmanager:open', { path });
      let now = start;
      while (!isThere()) {
        now = await painted();
      }
      await commands.execute('application:close');
      return now - start;
    },
    [path, selectors] as const
  );
}

/** Goes a step on and back again and again; milliseconds of frames at rest, and until the next step is seen, and in how many frames. */
function timeSteps(page: Page, times: number) {
  return page.evaluate(async times => {
    const pane = () =>
      document.querySelector('.jp-Attention')!.shadowRoot!.querySelector('.jp-mod-lessonPane')!;
    const button = (name: string) =>
      [...pane().querySelectorAll('button')].find(({ textContent }) => textContent === name)!;
    const title = () => pane().querySelector('h4')!.textContent;
    const nextFrame = () =>
      new Promise<number>(done => requestAnimationFrame(() => done(performance.now())));
    const painted = () =>
      new Promise<number>(done => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now());
        requestAnimationFrame(() => port2.postMessage(null));
      });
    const [rest, changes, frames]: number[][] = [[], [], []];
    for (let i = 0; i < times; i++) {
      // What is off screen is drawn once nothing has changed for a while.
      for (let frame = 0; frame < 12; frame++) {
        const begun = await nextFrame();
        rest.push((await nextFrame()) - begun);
      }
      const before = title();
      const start = performance.now();
      button(i % 2 ? 'Step before' : 'Next step').click();
      let [end, taken] = [await painted(), 1];
      while (title() === before) {
        end = await painted();
        taken++;
      }
      changes.push(end - start);
      frames.push(taken);
    }
    return { rest, changes, frames };
  }, times);
}
