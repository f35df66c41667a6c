import { defineConfig } from '@playwright/test';
import { findChromium } from '../../scripts/chromium.mjs';

/** How the browser is started. */
export const LAUNCH = {
  executablePath: findChromium(),
  chromiumSandbox: false,
  args: ['--disable-background-networking', '--disable-component-update', '--disable-sync']
};

export default defineConfig({
  testDir: '.',
  // They end what hangs and measure nothing: a busy machine may take its time.
  timeout: 900_000,
  expect: { timeout: 120_000 },
  fullyParallel: false,
  workers: 1,
  reporter: [['list']],
  outputDir: '../../test-results',
  use: {
    viewport: { width: 1400, height: 1000 },
    trace: 'retain-on-failure',
    launchOptions: LAUNCH
  }
});
