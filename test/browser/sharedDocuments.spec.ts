// Real-time collaboration on a document: two readers have the same *.attention.json open as the stage.
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { execute, LIONS } from './notebook.ts';
import { Readers } from './readers.ts';

const ROUNDS = 10;

/** What is used of a document in front. */
interface Open {
  dispose(): void;
  readonly context: { readonly path: string };
}
/** The text of a file, shared by all who have it open. */
interface Shared {
  getSource(): string;
  readonly ydoc: { on(event: string, listener: (change: { local: boolean }) => void): void };
}
declare global {
  interface Window {
    /** The text of the document in front. */
    shared?: Shared;
    /** How often this page has changed it. */
    puts?: number;
    /** What it said after each change, whoever made it, where that was no payload. */
    broken?: string[];
  }
}

let readers: Readers;
test.beforeAll(async ({ browser, playwright }) => {
  readers = await Readers.start(browser, playwright);
});
test.afterAll(() => readers.stop());
test.use({ trace: 'off' }); // of all rounds in two pages it would be most of the work

const both = <T>(act: (page: Page, index: number) => Promise<T>) => readers.both(act);

/** Brings a document to the front of both pages at once, and follows its text from then on. */
async function open(name: string, payload: unknown = LIONS): Promise<void> {
  readers.jupyter.write(name, `${JSON.stringify(payload, null, 2)}\n`);
  await both(async page => {
    await execute(page, 'docmanager:open', { path: name });
    await page.waitForFunction(path => {
      const widget = window.jupyterapp?.shell.currentWidget as unknown as {
        context?: { path: string; model: { sharedModel: Shared } };
      } | null;
      const shared = widget?.context?.path.endsWith(path) && widget.context.model.sharedModel;
      if (!shared || shared.getSource() === '') {
        return false;
      }
      window.shared = shared;
      window.puts = 0;
      window.broken = [];
      let before = shared.getSource();
      shared.ydoc.on('afterTransaction', ({ local }) => {
        const text = shared.getSource();
        if (text === before) {
          return;
        }
        before = text;
        window.puts! += Number(local);
        try {
          JSON.parse(text);
        } catch {
          window.broken!.push(text);
        }
      });
      return true;
    }, name);
    await expect(chips(page)).toHaveCount(8);
  });
}

const close = () =>
  both(page =>
    page.evaluate(() => (window.jupyterapp!.shell.currentWidget as unknown as Open).dispose())
  );

const stage = (page: Page) =>
  page.locator('.jp-AttentionDocument:not(.lm-mod-hidden) .jp-Attention');
const chips = (page: Page) => stage(page).locator('.jp-Attention-chip');
const asking = (page: Page) =>
  chips(page).evaluateAll(all =>
    all.findIndex(chip => chip.getAttribute('aria-pressed') === 'true')
  );
const sentenceOf = (page: Page) =>
  stage(page).getByRole('textbox', { name: 'Sentence' }).inputValue();
/** Lets a token ask, as a reader does, also where the page is behind another. */
const choose = (page: Page, token: number) =>
  chips(page)
    .nth(token)
    .evaluate((chip: HTMLElement) => chip.click());
/** Gives a field of the laboratory another value, as a reader does who types it and presses Enter. */
async function put(page: Page, label: string, value: string): Promise<void> {
  const field = stage(page).getByRole('textbox', { name: label });
  await field.fill(value);
  await field.press('Enter');
}

const textIn = (page: Page) => page.evaluate(() => window.shared!.getSource());
const puts = () => both(page => page.evaluate(() => window.puts!));
const broken = () => both(page => page.evaluate(() => window.broken!));

interface Said {
  readonly sentence?: string;
  readonly temperature?: number;
  readonly scale?: number;
  readonly view?: { readonly query?: number };
}

/**
 * Waits until both texts and the file are the same, say each name once and what `holds`
 * wants, and both screens show the same: nothing waits to be written; then says what the text says.
 */
async function agreed(name: string, holds: (said: Said) => void): Promise<Said> {
  let said: Said = {};
  await expect(async () => {
    const [one, other] = await both(textIn);
    expect(one).toBe(other);
    said = JSON.parse(one) as Said;
    holds(said);
    for (const field of ['sentence', 'view', 'query', 'temperature', 'scale']) {
      expect(one.split(`"${field}":`).length - 1).toBeLessThan(2); // not doubled
    }
    expect(await both(asking)).toEqual([said.view?.query, said.view?.query]);
    expect(await both(sentenceOf)).toEqual([said.sentence, said.sentence]);
  }).toPass({ intervals: [100] });
  // Where pages share files the server saves them by itself; while it writes one it cannot be read.
  await expect(() => expect(readers.jupyter.read(name)).toEqual(said)).toPass({ intervals: [100] });
  return said;
}

test('opening in two pages at once writes nothing; each choice of a reader is written once', async () => {
  await open('open.attention.json');
  await choose(readers.pages[0], 3);
  await agreed('open.attention.json', ({ view }) => expect(view?.query).toBe(3));
  await choose(readers.pages[1], 5);
  await agreed('open.attention.json', ({ view }) => expect(view?.query).toBe(5));
  expect(await puts()).toEqual([1, 1]);
  expect(await broken()).toEqual([[], []]);
  await close();
});

test('edits in turn are seen in the other page and on disk', async () => {
  const name = 'turns.attention.json';
  await open(name);
  for (let round = 0; round < ROUNDS; round++) {
    const token = (round * 3 + 1) % 8;
    await choose(readers.pages[round % 2], token);
    await agreed(name, ({ view }) => expect(view?.query).toBe(token));
  }
  expect(await puts()).toEqual([ROUNDS / 2, ROUNDS / 2]);
  expect(await broken()).toEqual([[], []]);
  await close();
});

test('edits of different fields at the same time are both kept', async () => {
  const name = 'fields.attention.json';
  await open(name, { ...LIONS, temperature: 1, view: { query: 0, rail: 'laboratory' } });
  for (let round = 1; round <= ROUNDS; round++) {
    const temperature = 1 + round / 4;
    const query = round % 8;
    await both((page, i) =>
      i === 0 ? put(page, 'Temperature, as a number', String(temperature)) : choose(page, query)
    );
    const said = await agreed(name, said => {
      expect(said.temperature).toBe(temperature);
      expect(said.view?.query).toBe(query);
    });
    expect(said.sentence).toBe(LIONS.sentence);
  }
  expect(await broken()).toEqual([[], []]);
  await close();
});

test('edits of one field at the same time leave one of the two, in a text that is whole', async () => {
  const name = 'race.attention.json';
  await open(name);
  for (let round = 0; round < ROUNDS; round++) {
    const tokens = [(2 * round) % 8, (2 * round + 1) % 8];
    await both((page, i) => choose(page, tokens[i]));
    await agreed(name, ({ view }) => expect(tokens).toContain(view?.query));
  }
  // Also where it is a text: the pages' words do not run into one another.
  const sentences = ['now', 'today'].map(word => `${LIONS.sentence} ${word}`);
  await both((page, i) => put(page, 'Sentence', sentences[i]));
  await agreed(name, ({ sentence }) => expect(sentences).toContain(sentence));
  const before = await puts();
  // Nobody answers what the other wrote: a last edit is written once, by whoever made it.
  await choose(readers.pages[0], 7);
  await agreed(name, ({ view }) => expect(view?.query).toBe(7));
  await choose(readers.pages[1], 2);
  await agreed(name, ({ view }) => expect(view?.query).toBe(2));
  expect(await puts()).toEqual([before[0] + 1, before[1] + 1]);
  await close();
});
