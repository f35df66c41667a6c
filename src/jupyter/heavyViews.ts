// What fences and other extensions need, loaded with the first of them.
import '../../style/page.css';

export { visible } from '../figures/index.ts';
export { readFence } from '../format/index.ts';
export { OpenFence } from './fences/view.ts';
export { inWidget, mount } from './placed.ts';
