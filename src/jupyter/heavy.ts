// What an output needs and the start of JupyterLab does not, loaded with the first one.
import '../../style/page.css';

export { OutputView } from './outputView.ts';
