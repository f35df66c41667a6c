import config from '../browser/playwright.config.ts';

export default {
  ...config,
  testDir: '.',
  testMatch: '*.spec.ts',
  timeout: 600_000,
  retries: 0,
  use: { ...config.use, trace: 'off' } // what records the page takes time too
};
