import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { PANES } from '../../src/format/index.ts';
import { Jupyter } from './jupyter.ts';
import { besides, LIONS, notebook, openInLab, views } from './notebook.ts';

/** What a notebook in command mode does something with, each alone or twice. */
const KEYS = [
  ...'xddabmyzcvrjkii00126'.split(''),
  ...['A', 'B', 'M', 'Z', 'J', 'K'],
  ...['Delete', 'Backspace', 'Home', 'End', 'PageUp', 'PageDown'],
  ...['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', ' ', ' ', 'Enter', 'Enter']
];
/** Those that are also pressed on a keyboard, on a control of every kind. */
const TYPED = [
  'x',
  'd',
  'd',
  'm',
  'b',
  'Delete',
  'Backspace',
  'ArrowDown',
  'ArrowUp',
  'PageDown'
].concat(['Home', 'End', 'Space', 'Space', 'Enter', 'Enter']);

/** Controls of every kind are there. */
const EVERYTHING = {
  ...LIONS,
  n_heads: 2,
  mask: { causal: true, padding: Array<boolean>(8).fill(true) },
  positions: 'sinusoidal',
  residual: true,
  view: { panes: [...PANES], covered: ['outputs'], arithmetic: 'full' }
};
const CELLS = [
  { source: 'first = 1' },
  { source: 'second = 2', payload: EVERYTHING },
  { source: 'third = 3' },
  { source: 'fourth = 4' }
];
const UNCHANGED = {
  mode: 'command',
  active: 1,
  cells: CELLS.map(({ source }) => ['code', source])
};

interface Notebook {
  readonly mode: string;
  readonly activeCellIndex: number;
  readonly model: {
    readonly cells: Iterable<{ type: string; sharedModel: { getSource(): string } }>;
  };
}

/** What the notebook holds, and what it is at. */
function contents(page: Page) {
  return page.evaluate(() => {
    const { content } = window.jupyterapp!.shell.currentWidget as unknown as { content: Notebook };
    return {
      mode: content.mode,
      active: content.activeCellIndex,
      cells: [...content.model.cells].map(({ type, sharedModel }) => [
        type,
        sharedModel.getSource()
      ])
    };
  });
}

/** Whether the focus is in the view, and on what. */
const focused = (view: Locator) =>
  view.evaluate(host => {
    const { activeElement } = host.shadowRoot!;
    return document.activeElement === host && activeElement
      ? `${activeElement.localName} ${activeElement.ariaLabel ?? activeElement.textContent}`
      : null;
  });

interface Pressed {
  readonly count: number;
  /** Those whose keys left the focus outside of the view. */
  readonly lost: readonly string[];
}

/**
 * Presses keys on all elements within a node that can have the focus, by events: thousands of them
 * take seconds. What a browser itself does by a key, as to click a button, it does not do by these.
 */
function pressAll(node: Locator, keys: readonly string[]): Promise<Pressed> {
  return node.evaluate((host, keys) => {
    const CODES: Record<string, number> = { Delete: 46, Backspace: 8, Enter: 13, ' ': 32 };
    ['PageUp', 'PageDown', 'End', 'Home'].forEach((key, i) => (CODES[key] = 33 + i));
    ['ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown'].forEach((key, i) => (CODES[key] = 37 + i));
    const elements = [
      ...(host.shadowRoot?.querySelectorAll<HTMLElement>(
        'button, input, select, summary, [tabindex]'
      ) ?? [host as HTMLElement])
    ];
    const lost: string[] = [];
    let count = 0;
    for (const element of elements) {
      for (const key of keys) {
        element.focus();
        const letter = key.length === 1;
        element.dispatchEvent(
          new KeyboardEvent('keydown', {
            key,
            code: /[a-z]/i.test(key) && letter ? `Key${key.toUpperCase()}` : key,
            keyCode: CODES[key] ?? key.toUpperCase().charCodeAt(0),
            shiftKey: letter && /[A-Z]/.test(key),
            bubbles: true,
            cancelable: true,
            composed: true
          })
        );
        count += 1;
      }
      if (host.shadowRoot && document.activeElement !== host) {
        lost.push(element.outerHTML.slice(0, 100));
      }
    }
    return { count, lost };
  }, keys);
}

/** The kinds of controls: by pane, element, type and role, and each button of the toolbar alone. */
function kindsOf(view: Locator): Promise<readonly string[]> {
  return view.evaluate(host => {
    const kind = (element: Element) =>
      [
        element.closest('.jp-Attention-panes > *')?.className.match(/mod-(\w+)/)?.[1] ?? 'toolbar',
        element.localName,
        element.getAttribute('type') ?? '',
        element.getAttribute('role') ?? '',
        element.closest('.jp-Attention-toolbar, .jp-Attention-cover') ? element.textContent : ''
      ].join(' ');
    const kinds = new Map<string, Element>();
    for (const element of host.shadowRoot!.querySelectorAll(
      'button, input, select, summary, [tabindex="0"]'
    )) {
      if (!element.matches(':disabled') && !kinds.has(kind(element))) {
        kinds.set(kind(element), element);
        element.setAttribute('data-kind', kind(element));
      }
    }
    return [...kinds.keys()];
  });
}

const OPENED = {
  lab: (page: Page, jupyter: Jupyter) => openInLab(page, jupyter, 'keys.ipynb'),
  notebook: async (page: Page, jupyter: Jupyter) => {
    await page.goto(`${jupyter.url}/notebooks/keys.ipynb`);
    await page.locator('.jp-Notebook').waitFor();
    await page.waitForFunction(() => window.jupyterapp?.shell.currentWidget);
  }
};

for (const app of ['lab', 'notebook'] as const) {
  test.describe(app, () => {
    let jupyter: Jupyter;
    test.beforeAll(async () => {
      jupyter = await Jupyter.start(app);
    });
    test.afterAll(() => jupyter.stop());

    async function open(page: Page): Promise<Locator> {
      jupyter.write('keys.ipynb', notebook(CELLS));
      await OPENED[app](page, jupyter);
      await expect(views(page).locator('.jp-Attention-chip')).toHaveCount(8);
      return views(page);
    }

    test('no plain key that is pressed in the view acts on the notebook', async ({ page }) => {
      test.setTimeout(600_000);
      const view = await open(page);
      const folds = view.locator('.jp-Attention-fold');
      await expect(view.locator('.jp-Attention-fold[aria-expanded=true]')).toHaveCount(
        await folds.count()
      );
      let pressed = 0;
      for (const rail of ['Laboratory', 'q k v, W', 'Outputs', 'Measures', 'Notes'] as const) {
        await besides(view, rail);
        const { count, lost } = await pressAll(view, KEYS);
        pressed += count;
        expect(lost).toEqual([]);
        expect(await contents(page)).toEqual(UNCHANGED);
      }
      expect(pressed).toBeGreaterThan(200 * KEYS.length);

      await besides(view, 'Laboratory');
      for (const kind of await kindsOf(view)) {
        const control = view.locator(`[data-kind="${kind}"]`);
        if (await control.isVisible()) {
          await control.focus();
          await Promise.all(TYPED.map(key => page.keyboard.press(key)));
          expect(await focused(view), kind).not.toBeNull();
        }
      }
      expect(await contents(page)).toEqual(UNCHANGED);

      // The same keys do what they do where they are the notebook's.
      await page.keyboard.press('Escape');
      await pressAll(page.locator('.jp-Cell').nth(1), ['m']);
      await expect.poll(async () => (await contents(page)).cells[1][0]).toBe('markdown');
    });

    test('Escape leaves the view, first of all what is being typed', async ({ page }) => {
      const view = await open(page);
      await besides(view, 'q k v, W');
      const entry = view.getByLabel('W_Q, row 1, column 1');
      const before = await entry.inputValue();
      await entry.fill('7');
      await page.keyboard.press('Escape');
      await expect(entry).toHaveValue(before);
      await expect(entry).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(page.locator('.jp-Cell').nth(1)).toBeFocused();
      await page.keyboard.press('b');
      await expect.poll(async () => (await contents(page)).cells.length).toBe(CELLS.length + 1);
    });

    test('keys that edit the text of a field edit that', async ({ page }) => {
      const view = await open(page);
      await besides(view, 'q k v, W');
      for (const field of [
        view.getByRole('textbox', { name: 'Sentence' }),
        view.getByLabel('W_Q, row 1, column 1')
      ]) {
        await field.focus();
        await page.keyboard.press('ControlOrMeta+a');
        await page.keyboard.type('7');
        await expect(field).toHaveValue('7');
        await page.keyboard.press('ControlOrMeta+a');
        await page.keyboard.press('ControlOrMeta+c');
        await page.keyboard.press('End');
        await page.keyboard.press('ControlOrMeta+v');
        await expect(field).toHaveValue('77');
        await page.keyboard.press('ControlOrMeta+Backspace');
        await expect(field).toHaveValue('');
        await page.keyboard.press('Escape');
      }
      await expect(page.locator('.jp-Cell.jp-mod-selected')).toHaveCount(1);
      expect(await contents(page)).toEqual(UNCHANGED);
    });

    test('after a press anywhere in the view keys do nothing to the notebook', async ({ page }) => {
      const view = await open(page);
      await besides(view, 'Outputs'); // which asks there: the plane is free
      for (const plain of ['.jp-Attention-caption', 'h2', '.jp-mod-planePane .drag', 'td']) {
        await page.locator('.jp-Cell').first().locator('.jp-InputPrompt').click();
        await view.locator(plain).first().click({ force: true });
        await expect.poll(() => focused(view)).not.toBeNull();
        await page.keyboard.press('x');
        await page.keyboard.press('Delete');
        expect(await contents(page)).toEqual(UNCHANGED);
      }
    });

    test('sliders move by keys', async ({ page }) => {
      const view = await open(page);
      const sliders = async (rail: 'Laboratory' | 'Notes') => {
        await besides(view, rail);
        if (rail === 'Notes') {
          await view.getByText('Why softmax subtracts the maximum').click();
        }
        return view.locator('input[type=range]').all();
      };
      for (const rail of ['Laboratory', 'Notes'] as const) {
        for (const slider of await sliders(rail)) {
          await slider.focus();
          for (const [key, by] of [
            ['ArrowRight', 1],
            ['ArrowLeft', -1],
            ['PageUp', 1],
            ['Home', -1],
            ['End', 1]
          ] as const) {
            const before = Number(await slider.inputValue());
            await page.keyboard.press(key);
            await expect
              .poll(async () => Math.sign(Number(await slider.inputValue()) - before), key)
              .toBe(by);
          }
        }
      }
      expect(await contents(page)).toEqual(UNCHANGED);
    });

    test('the focus stays where one would look next', async ({ page }) => {
      const view = await open(page);
      const button = (name: string) => view.getByRole('button', { name, exact: true });
      const scale = view.getByLabel('Scale', { exact: true });
      for (const pressed of ['Undo', 'Redo', 'Reset']) {
        if (pressed !== 'Redo') {
          await scale.selectOption(pressed === 'Undo' ? 'none' : 'usual');
        }
        if (pressed === 'Reset') {
          await scale.selectOption('none');
        }
        await button(pressed).focus();
        await page.keyboard.press('Enter');
        await expect(button(pressed)).toBeDisabled();
        // A key that is pressed once more is not another control's.
        const settledAt = await scale.inputValue();
        await page.keyboard.press('Enter');
        await expect.poll(() => focused(view)).toContain(pressed);
        expect(await scale.inputValue()).toBe(settledAt);
        await page.keyboard.press('Tab');
        await expect(button(pressed)).toBeDisabled();
        expect(await focused(view)).not.toContain(pressed);
      }
      await besides(view, 'Outputs');
      const cover = view.locator('.jp-Attention-cover');
      const reveal = cover.getByRole('button', { name: 'Reveal' });
      if (await reveal.isDisabled()) {
        await cover.locator('svg').click();
      }
      await reveal.focus();
      await page.keyboard.press('Enter');
      await expect(cover).toHaveCount(0);
      await expect
        .poll(() =>
          view.evaluate(host =>
            host.shadowRoot!.activeElement?.closest('.jp-mod-outputsPane')
              ? 'its pane'
              : 'elsewhere'
          )
        )
        .toBe('its pane');
      await page.keyboard.press('x');
      expect(await contents(page)).toEqual(UNCHANGED);
    });

    test('the page keeps its own keys', async ({ page }) => {
      const view = await open(page);
      await page.waitForFunction(
        () =>
          (
            window.jupyterapp!.shell.currentWidget as {
              sessionContext?: { session?: { kernel?: { status: string } } };
            }
          ).sessionContext?.session?.kernel?.status === 'idle'
      );
      const chip = view.locator('.jp-Attention-chip').nth(2);
      await chip.click();
      await expect.poll(() => isDirty(page)).toBe(true);
      await chip.press('Control+s');
      await expect.poll(() => isDirty(page)).toBe(false);
      const prompt = page.locator('.jp-Cell').nth(1).locator('.jp-InputPrompt');
      await chip.press('Shift+Enter');
      await expect(prompt).toContainText('1');
      await expect(page.locator('.jp-Cell').nth(2)).toBeFocused();
    });
  });
}

const isDirty = (page: Page) =>
  page.evaluate(() => {
    const { context } = window.jupyterapp!.shell.currentWidget as unknown as {
      context: { model: { dirty: boolean } };
    };
    return context.model.dirty;
  });
