import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IAttention } from 'jupyterlab-attention';
import type { Selection } from 'jupyterlab-attention';

/** Shows a sentence beside the notebook, and says which token asks in it. */
const listener: JupyterFrontEndPlugin<void> = {
  id: 'attention-listener:plugin',
  description: 'Shows a sentence beside the notebook, and says which token asks in it.',
  autoStart: true,
  requires: [IAttention],
  activate: async (app: JupyterFrontEnd, attention: IAttention) => {
    const widget = await attention.create({
      format: 'attention',
      version: 1,
      sentence: 'Angry lions hunt zebras',
      view: { query: 2 }
    });
    widget.id = 'attention-listener';
    const tell = ({ query, head, stage, step }: Selection) => {
      widget.title.label = `token ${query}, head ${head}, ${stage}, ${step ?? 'all steps'}`;
    };
    widget.view.selectionChanged.connect((_, selection) => tell(selection));
    widget.view.payloadChanged.connect(({ payload }) => {
      widget.title.caption = JSON.stringify(payload);
    });
    app.shell.add(widget, 'right');
    widget.view.select({ step: 'scale' });
  }
};

export default listener;
