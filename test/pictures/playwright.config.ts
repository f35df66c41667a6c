import browser from '../browser/playwright.config.ts';

export default { ...browser, testDir: '.', use: { ...browser.use, trace: 'off' } };
