// What commands do, loaded when the first one is run.
import '../../style/document.css';
import '../../style/page.css';

export { ACTS, create } from './acts.ts';
