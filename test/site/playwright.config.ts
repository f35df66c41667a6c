import config from '../browser/playwright.config.ts';

export default { ...config, testDir: '.' };
