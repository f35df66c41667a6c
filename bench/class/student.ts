// One student of the class: logs in, opens the lesson, plays it to its end, saves, and leaves the server standing.
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import type { Lesson } from '../../src/format/index.ts';
import { play, press } from '../../test/browser/learner.ts';
import { execute, MIME_TYPE, settled, views } from '../../test/browser/notebook.ts';
import { PLAYS } from '../../test/lessons/plays.ts';
import type { Act } from '../../test/lessons/plays.ts';
import { Watch } from './watch.ts';
import type { Counts } from './watch.ts';

export interface Notebook {
  readonly cells: readonly {
    readonly outputs?: readonly { readonly data?: { readonly [MIME_TYPE]?: unknown } }[];
  }[];
}

/** What a student did and met. */
export interface Record {
  readonly name: string;
  /** One of those who open the notebook without our outputs. */
  readonly isOther: boolean;
  /** Why it did not come to the end, or null. */
  failure: string | null;
  isLoaded: boolean;
  readonly seconds: { load: number; work: number };
  readonly errors: readonly string[];
  /** Requests between load and save, and in as long a time afterwards in which nothing is done. */
  readonly requests: { work: Counts; idle: Counts };
  /** Bytes that the page's scripts hold. */
  readonly heap: { loaded: number; worked: number };
  /** How many steps the lesson has. */
  steps: number;
  /** What this student alone wrote. */
  mark: string | null;
  /** Our payloads as the page had them when it was saved. */
  payloads: unknown;
  isKept?: boolean;
}

interface IOptions {
  readonly name: string;
  readonly url: string;
  readonly file: string;
  readonly isOther: boolean;
  readonly number: number;
}

/** Milliseconds. */
const LIMIT = 300_000;
/** After which what JupyterLab asks for as it opens or saves a notebook is over. */
const QUIET = 2000;
/** Seconds that those look at the notebook who have no lesson to play. */
const LOOK = 10;

export class Student {
  constructor(private readonly _options: IOptions) {}

  get name(): string {
    return this._options.name;
  }

  /** The notebook on disk. */
  get file(): string {
    return this._options.file;
  }

  /** Comes, works, saves and goes. */
  async attend(browser: Browser): Promise<Record> {
    const { name, url, isOther } = this._options;
    const context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
    const watch = new Watch(context, `${url}/user/${name}/`);
    const record: Record = {
      name,
      isOther,
      failure: null,
      isLoaded: false,
      seconds: { load: NaN, work: NaN },
      errors: watch.errors,
      requests: { work: {}, idle: {} },
      heap: { loaded: NaN, worked: NaN },
      steps: 0,
      mark: null,
      payloads: null
    };
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(LIMIT);
      await this._logIn(page);
      await this._open(page, record);
      await expect.poll(() => watch.quiet()).toBeGreaterThan(QUIET);
      record.heap.loaded = await heapOf(page);
      await this._work(page, record, watch);
    } catch (error) {
      record.failure = (error as Error).message;
    } finally {
      await context.close();
    }
    return record;
  }

  /** By the hub's form; the hub then starts the server, and goes on to the lesson in it. */
  private async _logIn(page: Page): Promise<void> {
    const { url, name } = this._options;
    const lesson = `/user/${name}/lab/tree/lesson.ipynb`;
    const spawn = `/hub/spawn?next=${encodeURIComponent(lesson)}`;
    await page.goto(`${url}/hub/login?next=${encodeURIComponent(spawn)}`);
    await page.locator('#username_input').fill(name);
    await page.locator('#password_input').fill(name);
    await page.locator('#login_submit').click();
    await page.waitForURL(`${url}${lesson}`, { waitUntil: 'commit' });
  }

  private async _open(page: Page, record: Record): Promise<void> {
    const { isOther } = this._options;
    const begun = performance.now();
    await page.locator('.jp-Notebook').waitFor();
    if (!isOther) {
      await settled(views(page));
    }
    record.seconds.load = (performance.now() - begun) / 1000;
    record.isLoaded = true;
    await page.waitForFunction(
      () =>
        window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'
    );
  }

  private async _work(page: Page, record: Record, watch: Watch): Promise<void> {
    const begun = performance.now();
    const work = watch.count();
    if (this._options.isOther) {
      await page.waitForTimeout(1000 * LOOK);
    } else {
      await this._play(page, record);
    }
    record.requests.work = work();
    record.seconds.work = (performance.now() - begun) / 1000;
    await execute(page, 'docmanager:save');
    record.payloads = await payloadsOf(page);
    await expect.poll(() => watch.quiet()).toBeGreaterThan(QUIET);
    record.heap.worked = await heapOf(page);
    const idle = watch.count();
    await page.waitForTimeout(1000 * record.seconds.work);
    record.requests.idle = idle();
  }

  /** Plays the lesson as one does who is right at once. */
  private async _play(page: Page, record: Record): Promise<void> {
    const view = views(page);
    const rail = view.locator('.jp-mod-lessonPane');
    const said = rail.locator('.jp-Attention-check [role=status]');
    const { name, steps } = lessonIn(this.file);
    record.steps = steps.length;
    for (const [at, step] of steps.entries()) {
      for (const act of PLAYS[name][step.name].right) {
        await play(page, view, this._ofOwn(act, record));
      }
      await press(rail.getByRole('button', { name: 'Check', exact: true }));
      await expect(said).toHaveText(step.reached!);
      if (at < steps.length - 1) {
        await press(rail.getByRole('button', { name: 'Next step' }));
      }
    }
  }

  /** The act as this student does it: a temperature is its own, so that no file can be taken for another's. */
  private _ofOwn(act: Act, record: Record): Act {
    if (!('temperature' in act)) {
      return act;
    }
    const temperature = Number(
      (act.temperature * (1 - this._options.number / 1000)).toPrecision(6)
    );
    record.mark = `"temperature":${temperature}`;
    return { temperature };
  }
}

function lessonIn(file: string): Lesson {
  const { cells } = JSON.parse(readFileSync(file, 'utf8')) as Notebook;
  const [payload] = cells.flatMap(({ outputs = [] }) =>
    outputs.flatMap(({ data }) => data?.[MIME_TYPE] ?? [])
  );
  return (payload as { lesson: Lesson }).lesson;
}

/** Our payloads, as the page holds them. */
function payloadsOf(page: Page): Promise<unknown[]> {
  return page.evaluate(type => {
    const { content } = window.jupyterapp!.shell.currentWidget as unknown as {
      content: { model: { toJSON(): { cells: { outputs?: { data?: { [type]: unknown } }[] }[] } } };
    };
    return content.model
      .toJSON()
      .cells.flatMap(({ outputs = [] }) => outputs.flatMap(({ data }) => data?.[type] ?? []));
  }, MIME_TYPE);
}

/** Bytes that the page's scripts hold, once what nobody holds has been given back. */
async function heapOf(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  await client.send('Performance.enable');
  const { metrics } = await client.send('Performance.getMetrics');
  await client.detach();
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')!.value;
}
