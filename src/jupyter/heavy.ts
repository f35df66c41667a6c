// All that a view needs and the start of JupyterLab does not: one chunk, loaded late.
import '../../style/document.css';
import '../../style/page.css';

export { visible } from '../figures/index.ts';
export { readFence } from '../format/index.ts';
export { ACTS, create } from './acts.ts';
export { showDocument } from './documentView.ts';
export { OpenFence } from './fences/view.ts';
export { OpenView } from './openView.ts';
export { OutputView } from './outputView.ts';
export { inWidget, mount } from './placed.ts';
