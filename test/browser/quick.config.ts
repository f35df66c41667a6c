import base from './playwright.config.ts';
export default { ...base, timeout: 200_000, expect: { timeout: 15_000 }, retries: 0, use: { ...base.use, actionTimeout: 15_000 } };
