export { AttentionView } from './AttentionView.tsx';
export type { ViewOptions } from './AttentionView.tsx';
export { english } from './frame/translator.ts';
export type { Action, Extras, Parts } from './frame/context.ts';
export type { Translator } from './frame/translator.ts';
export { ensurePlotly } from './drawing/plotly.ts';
export { DEFAULT_SETTINGS, hasComma } from './frame/settings.ts';
export type { Settings } from './frame/settings.ts';
export { drawFallbacks, plainFallbacks } from './drawing/fallbacks.ts';
