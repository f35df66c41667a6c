import { AttentionModel } from '../model/index.ts';
import { plainFallbacks } from '../views/index.ts';
import type { Host } from './host.ts';
import { notebooksOf } from './notebooks.ts';
import type { Notebooks } from './notebooks.ts';
import { viewsOf } from './openViews.ts';
import type { OpenView } from './openView.ts';
import { bundleOf, sentOf } from './outputBundle.ts';
import type { MimeModel } from './sharedOutputs.ts';

/** Resets every view of the notebook that a view is in, also those that have never been in sight. */
export function resetAll(view: OpenView, host: Host): void {
  const notebooks = notebooksOf(host);
  const notebookOf = ({ subject }: OpenView) => {
    const output = subject.output?.();
    return output ? notebooks.placeOf(output)?.notebook : undefined;
  };
  const notebook = notebookOf(view);
  if (!notebook) {
    view.model.reset();
    return;
  }
  const shown = viewsOf(host).all.filter(other => notebookOf(other) === notebook);
  shown.forEach(({ model }) => model.reset());
  if (host.preferences().writeBack) {
    const seen = new Set(shown.map(({ subject }) => subject.output?.()));
    notebooks
      .outputsIn(notebook)
      .filter(output => !seen.has(output))
      .forEach(output => resetUnseen(output, notebooks, host.mimeType));
  }
}

/** An output without a view is reset by a model that nobody draws. */
function resetUnseen(output: MimeModel, notebooks: Notebooks, mimeType: string): void {
  const before = sentOf(output, mimeType);
  if (before === undefined) {
    return; // nobody has changed it
  }
  const { [mimeType]: said, ...others } = output.data;
  const model = new AttentionModel();
  model.load(said, before);
  if (model.state.status === 'ready' && model.state.differs) {
    model.reset();
    const { payload, sent, state } = model;
    if (payload && sent) {
      const bundle = bundleOf(output, others, mimeType, { payload, sent }, plainFallbacks(state));
      notebooks.write(output, bundle);
    }
  }
  model.dispose();
}
