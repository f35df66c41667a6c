import { fences } from './jupyter/fences/plugin.ts';
import { renderer } from './jupyter/plugin.ts';

export default [renderer, fences];
