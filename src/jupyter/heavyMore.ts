// What documents, commands, fences and other extensions need besides, loaded with the first of them.
import '../../style/document.css';
import '../../style/page.css';

export { visible } from '../figures/index.ts';
export { readFence } from '../format/index.ts';
export { ACTS, create } from './acts.ts';
export { showDocument } from './documentView.ts';
export { OpenFence } from './fences/view.ts';
export { inWidget, mount } from './placed.ts';
