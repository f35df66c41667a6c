import config from '../../test/browser/playwright.config.ts';

export default {
  ...config,
  testDir: '.',
  testMatch: 'class.spec.ts',
  timeout: 1000 * Number(process.env.CLASS_SECONDS),
  retries: 0,
  use: { ...config.use, trace: 'off' } // what records the page takes time and memory too
};
