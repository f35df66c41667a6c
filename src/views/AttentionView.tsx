import { useMemo } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { LIGHT, PRINT } from '../figures/index.ts';
import type { Theme } from '../figures/index.ts';
import { shownSelection } from '../model/index.ts';
import type { AttentionModel, Ready, State } from '../model/index.ts';
import { Busy } from './Busy.tsx';
import { english, SurroundingsProvider } from './context.ts';
import type { Surroundings, Translator } from './context.ts';
import { DetailPane } from './DetailPane.tsx';
import { Guard } from './Guard.tsx';
import { LaboratoryPane } from './laboratory/LaboratoryPane.tsx';
import { MatrixPane } from './MatrixPane.tsx';
import { NotesPane } from './NotesPane.tsx';
import { OutputsPane } from './OutputsPane.tsx';
import { PlanePane } from './PlanePane.tsx';
import { Printing } from './Printing.ts';
import { ProblemsPane } from './ProblemsPane.tsx';
import { Provenance } from './Provenance.ts';
import { SentencePane } from './SentencePane.tsx';
import { DEFAULT_SETTINGS, themed } from './settings.ts';
import type { Settings } from './settings.ts';
import { StepsPane } from './StepsPane.tsx';
import { TablePane } from './TablePane.tsx';
import { Toolbar } from './Toolbar.tsx';
import { Unhurried } from './Unhurried.tsx';

/**
 * The view of an attention document inside an element of the page. It holds no state of its own
 * beside what a pointer or a text cursor is at; disposing it leaves the element empty.
 */
export class AttentionView {
  constructor(
    readonly node: HTMLElement,
    private readonly _model: AttentionModel,
    trans: Translator = english,
    typeset: Surroundings['typeset'] = null
  ) {
    const theme = themed(LIGHT, DEFAULT_SETTINGS);
    this._provenance = new Provenance(node, _model, () => this._surroundings.theme.decimals);
    const provenance = this._provenance;
    this._surroundings = {
      model: _model,
      theme,
      settings: DEFAULT_SETTINGS,
      provenance,
      trans,
      typeset
    };
    this._printing = new Printing(() => this._redress());
    this._root = createRoot(node);
    node.classList.add('jp-Attention');
    window.addEventListener('keydown', this._onCapture, true);
    node.addEventListener('keydown', this._onKeyDown);
    _model.changed.connect(this._onChanged, this);
    this.draw();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Takes the colours of the page and what its reader prefers. */
  dress(theme: Theme, settings: Settings): void {
    this._theme = theme;
    this._surroundings = { ...this._surroundings, settings };
    this._redress();
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    cancelAnimationFrame(this._frame);
    this._model.changed.disconnect(this._onChanged, this);
    this.node.removeEventListener('keydown', this._onKeyDown);
    window.removeEventListener('keydown', this._onCapture, true);
    this._provenance.dispose();
    this._printing.dispose();
    this._root.unmount();
  }

  /** Draws what the model holds now. */
  draw(): void {
    cancelAnimationFrame(this._frame);
    this._frame = 0;
    if (!this._isDisposed) {
      const { state } = this._model;
      flushSync(() =>
        this._root.render(
          <SurroundingsProvider value={this._surroundings}>
            <Content state={state} />
          </SurroundingsProvider>
        )
      );
      this._provenance.refresh();
    }
  }

  /** On paper every theme is the same. */
  private _redress(): void {
    const theme = this._printing.isOn ? PRINT : this._theme;
    const { settings } = this._surroundings;
    this._surroundings = { ...this._surroundings, theme: themed(theme, settings) };
    this.draw();
  }

  private _onChanged(): void {
    this._frame ||= requestAnimationFrame(() => this.draw());
  }

  /**
   * Lumino's shortcuts listen at the document, before the view: plain keys, such as the arrows, are
   * the view's while it has the focus; those with Ctrl or Cmd, such as saving, stay the page's.
   */
  private readonly _onCapture = (event: KeyboardEvent): void => {
    if (event.target instanceof Node && this.node.contains(event.target)) {
      const plain = !(event.ctrlKey || event.metaKey || (event.shiftKey && event.key === 'Enter'));
      this.node.toggleAttribute('data-lm-suppress-shortcuts', plain || isUndo(event));
    }
  };

  private readonly _onKeyDown = (event: KeyboardEvent): void => {
    // While something is being typed, undo is the field's own.
    const typing = event.target instanceof HTMLElement && event.target.dataset.editing === 'true';
    if (isUndo(event) && !typing) {
      event.preventDefault();
      event.stopPropagation();
      if (event.shiftKey) {
        this._model.redo();
      } else {
        this._model.undo();
      }
    }
  };

  private readonly _root: Root;
  private readonly _provenance: Provenance;
  private readonly _printing: Printing;
  private _theme: Theme = LIGHT;
  private _surroundings: Surroundings;
  private _frame = 0;
  private _isDisposed = false;
}

/** Ctrl or Cmd with Z, with Shift for redo. */
function isUndo(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z';
}

function Content({ state }: { readonly state: State }) {
  if (state.status === 'pending') {
    return <Busy share={state.busy} />;
  }
  if (state.status === 'error') {
    return <ProblemsPane state={state} />;
  }
  return <Panes state={state} />;
}

function Panes({ state: whole }: { readonly state: Ready }) {
  const { trace, selection } = whole;
  const shown = useMemo(() => shownSelection(trace, selection), [trace, selection]);
  const state = useMemo(() => ({ ...whole, selection: shown }), [whole, shown]);
  return (
    <div className="jp-Attention-panes" data-gesture={state.gesture}>
      <Toolbar state={state} />
      <Guard state={state}>
        <SentencePane state={state} />
      </Guard>
      <Guard state={state}>
        <StepsPane state={state} />
      </Guard>
      <Unhurried state={state}>{now => <PlanePane state={now} />}</Unhurried>
      <Unhurried state={state}>{now => <MatrixPane state={now} />}</Unhurried>
      <Unhurried state={state}>{now => <DetailPane state={now} />}</Unhurried>
      <Unhurried state={state}>{now => <TablePane state={now} />}</Unhurried>
      <Unhurried state={state}>{now => <LaboratoryPane state={now} />}</Unhurried>
      <Unhurried state={state}>{now => <OutputsPane state={now} />}</Unhurried>
      <Unhurried state={state}>{now => <NotesPane state={now} />}</Unhurried>
      <p className="jp-Attention-why" role="status" hidden />
    </div>
  );
}
