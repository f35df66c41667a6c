// The view as JupyterLab has it, on a page of its own: with its workers, and with Plotly once it wants it. All heads are
// opened as soon as there is a button that does it.
import { LIGHT } from '../../../src/figures/index.ts';
import { AttentionModel } from '../../../src/model/index.ts';
import { AttentionView, DEFAULT_SETTINGS } from '../../../src/views/index.ts';

const spawn = name => () => new Worker(`/${name}.js`);

const host = document.getElementById('view');
const model = new AttentionModel({ spawn: spawn('worker') });
const view = new AttentionView(host, model, undefined, null, { sketcher: spawn('sketcher') });
view.dress(LIGHT, DEFAULT_SETTINGS);
model.load(
  JSON.parse(document.querySelector('script[type="application/vnd.attention.v1+json"]').textContent)
);
view.draw();

const looking = new MutationObserver(open);
looking.observe(view.content, { childList: true, subtree: true });
open();

function open() {
  const button = [...view.content.querySelectorAll('button')].find(
    ({ textContent }) => textContent === 'All heads'
  );
  if (button) {
    looking.disconnect();
    button.click();
  }
}
