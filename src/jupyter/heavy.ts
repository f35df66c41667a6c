// All that an output needs and the start of JupyterLab does not: one chunk, loaded late.
import '../../style/page.css';

export { DARK, LIGHT, visible } from '../figures/index.ts';
export { readFence } from '../format/index.ts';
export { AttentionModel, sameValue } from '../model/index.ts';
export { OpenFence } from './fences/view.ts';
export { spawn } from './spawn.ts';
export { AttentionView, DEFAULT_SETTINGS, drawFallbacks, plainFallbacks } from '../views/index.ts';
