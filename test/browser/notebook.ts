import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { Jupyter } from './jupyter.ts';

export const MIME_TYPE = 'application/vnd.attention.v1+json';
export const LIONS = {
  format: 'attention',
  version: 1,
  sentence: 'Angry lions hunt zebras, while cats sleep peacefully'
};

interface App {
  commands: {
    hasCommand(id: string): boolean;
    execute(id: string, args?: object): Promise<unknown>;
  };
  shell: {
    currentWidget: { sessionContext?: { session?: { kernel?: { status: string } } } } | null;
  };
}
declare global {
  interface Window {
    jupyterapp?: App;
  }
}

/** A notebook of code cells with outputs that hold payloads. */
export function notebook(cells: { source?: string; payload?: unknown; html?: string }[]): object {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: 'python3', display_name: 'Python 3 (ipykernel)', language: 'python' },
      language_info: { name: 'python' }
    },
    cells: cells.map(({ source = '', payload, html }, i) => ({
      cell_type: 'code',
      id: `cell-${i}`,
      execution_count: null,
      metadata: {},
      source,
      outputs:
        payload === undefined
          ? []
          : [
              {
                output_type: 'display_data',
                metadata: {},
                data: { [MIME_TYPE]: payload, 'text/html': html ?? 'static', 'text/plain': 'plain' }
              }
            ]
    }))
  };
}

/** Opens a notebook in JupyterLab, with a workspace of its own. */
export async function openInLab(page: Page, jupyter: Jupyter, name: string): Promise<void> {
  await page.goto(`${jupyter.url}/lab/tree/${name}?reset`);
  await page.locator('.jp-Notebook').waitFor();
  await page.waitForFunction(() => window.jupyterapp?.shell.currentWidget);
}

/** Runs a command of JupyterLab. */
export async function execute(page: Page, id: string, args: object = {}): Promise<void> {
  await page.evaluate(
    async ([id, args]) => {
      await window.jupyterapp!.commands.execute(id, args);
    },
    [id, args] as const
  );
}

/** Waits until the kernel of the notebook is ready, then runs all cells. */
export async function runAll(page: Page): Promise<void> {
  await page.waitForFunction(
    () => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'
  );
  await execute(page, 'notebook:run-all-cells');
}

/** The views on the page. */
export function views(page: Page): Locator {
  return page.locator('.jp-Attention');
}

/** Opens a document in a tab of JupyterLab, with a workspace of its own. */
export async function openDocument(
  page: Page,
  jupyter: Jupyter,
  name: string,
  payload: unknown
): Promise<Locator> {
  jupyter.write(name, payload);
  await page.goto(`${jupyter.url}/lab/tree/${name}?reset`);
  const view = views(page);
  await view.locator('.jp-Attention-panes').waitFor();
  return view;
}

/** What can stand beside the figures. */
type Rail = 'Laboratory' | 'Lines' | 'Text' | 'q k v, W' | 'Outputs' | 'Measures' | 'Notes';

/** Brings something beside the figures. */
export async function besides(view: Locator, name: Rail): Promise<Locator> {
  const tab = view.locator('.jp-Attention-tabs').getByRole('button', { name, exact: true });
  if ((await tab.getAttribute('aria-pressed')) === 'false') {
    await tab.click();
  }
  await expect(tab).toHaveAttribute('aria-pressed', 'true');
  return view.locator('.jp-Attention-rail');
}

/** Waits until all figures of a view are what they will stay: Plotly has drawn what it draws. */
export async function settled(view: Locator): Promise<void> {
  await expect(view.locator('.jp-Attention-figure').first()).toBeAttached();
  await expect(view.locator('.jp-Attention-figure[data-live=true]')).toHaveCount(0);
}

/** The weights in percent that the row that asks shows. */
export async function percentages(view: Locator): Promise<string[]> {
  return view.locator('.jp-Attention-arithmetic tr[data-line=share] td').allTextContents();
}
