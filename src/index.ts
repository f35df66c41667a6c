import { renderer } from './jupyter/plugin.ts';

export default [renderer];
