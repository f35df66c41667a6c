import type { Browser, Page, PlaywrightWorkerArgs } from '@playwright/test';
import { Jupyter } from './jupyter.ts';
import { LAUNCH } from './playwright.config.ts';

interface Registry {
  getKernelPreference(): object;
}

/** Two readers of one server on which pages share what is open, each in a browser of their own. */
export class Readers {
  private constructor(
    readonly jupyter: Jupyter,
    readonly pages: readonly [Page, Page],
    /** Of two windows of one browser, that which is behind may be given no frames. */
    private readonly _other: Browser
  ) {}

  static async start(browser: Browser, { chromium }: PlaywrightWorkerArgs['playwright']) {
    const jupyter = await Jupyter.start('collaboration');
    const other = await chromium.launch(LAUNCH);
    const pages = [await browser.newPage(), await other.newPage()] as const;
    const readers = new Readers(jupyter, pages, other);
    await readers.both(page => begin(page, jupyter));
    return readers;
  }

  /** Lets both do something at the same time. */
  both<T>(act: (page: Page, index: number) => Promise<T>): Promise<T[]> {
    return Promise.all(this.pages.map(act));
  }

  async stop(): Promise<void> {
    await Promise.all(this.pages.map(page => page.close()));
    await this._other.close();
    await this.jupyter.stop();
  }
}

async function begin(page: Page, { url }: Jupyter): Promise<void> {
  await page.goto(`${url}/lab?reset`);
  await page.waitForFunction(() => window.jupyterapp?.commands.hasCommand('docmanager:open'));
  // Until the page has put its own widgets in place, one of them may come in front of what is opened.
  await page.evaluate(async () => {
    await (window.jupyterapp as unknown as { restored: Promise<void> }).restored;
  });
  // Nothing is run here: no notebook starts a kernel.
  await page.evaluate(() => {
    const { docRegistry } = window.jupyterapp as unknown as { docRegistry: Registry };
    docRegistry.getKernelPreference = () => ({ shouldStart: false, canStart: false });
  });
}
