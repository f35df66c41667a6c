// What a document needs besides, loaded with the first one.
import '../../style/document.css';
import '../../style/page.css';

export { showDocument } from './documentView.ts';
