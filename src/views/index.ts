export { AttentionView } from './AttentionView.tsx';
export { english } from './context.ts';
export type { Translator } from './context.ts';
export { ensurePlotly } from './plotly.ts';
export { DEFAULT_SETTINGS } from './settings.ts';
export type { Settings } from './settings.ts';
export { drawFallbacks, plainFallbacks } from './fallbacks.ts';
