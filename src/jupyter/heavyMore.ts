// What documents, commands, fences and other extensions need besides, loaded with the first of them.
import '../../style/document.css';
import '../../style/page.css';

export { ACTS, create } from './acts.ts';
export { showDocument } from './documentView.ts';
export { fenceSurroundings } from './fences/around.ts';
export { inWidget, mount } from './placed.ts';
