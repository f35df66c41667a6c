import { useMemo } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { DARK, LIGHT, PRINT } from '../figures/index.ts';
import type { Theme } from '../figures/index.ts';
import { shownSelection } from '../model/index.ts';
import type { AttentionModel, Ready, State } from '../model/index.ts';
import { Busy } from './frame/Busy.tsx';
import { english, SurroundingsProvider } from './frame/context.ts';
import type { Surroundings, Translator } from './frame/context.ts';
import { DetailPane } from './row/DetailPane.tsx';
import { Focus } from './frame/Focus.ts';
import { Guard } from './frame/Guard.tsx';
import { Keys } from './frame/Keys.ts';
import { LaboratoryPane } from './rail/laboratory/LaboratoryPane.tsx';
import { MatrixPane } from './matrix/MatrixPane.tsx';
import { NotesPane } from './rail/NotesPane.tsx';
import { OutputsPane } from './rail/OutputsPane.tsx';
import { PlanePane } from './stage/PlanePane.tsx';
import { Printing } from './frame/Printing.ts';
import { ProblemsPane } from './frame/ProblemsPane.tsx';
import { Provenance } from './frame/Provenance.ts';
import { SentencePane } from './stage/SentencePane.tsx';
import { DEFAULT_SETTINGS, themed } from './frame/settings.ts';
import type { Settings } from './frame/settings.ts';
import { shadowOf } from './frame/shadow.ts';
import { StepsPane } from './stage/StepsPane.tsx';
import { TablePane } from './rail/TablePane.tsx';
import { Toolbar } from './stage/Toolbar.tsx';
import { Unhurried } from './frame/Unhurried.tsx';
import { STYLES } from './styles.ts';

/**
 * The view of an attention document inside an element of the page, in a tree of its own there. It
 * holds no state of its own beside what a pointer or a text cursor is at; disposing it leaves the
 * element empty.
 */
export class AttentionView {
  constructor(
    readonly node: HTMLElement,
    private readonly _model: AttentionModel,
    trans: Translator = english,
    typeset: Surroundings['typeset'] = null
  ) {
    const theme = themed(LIGHT, DEFAULT_SETTINGS);
    this.content = shadowOf(node, STYLES);
    this._focus = new Focus(node, this.content);
    this._keys = new Keys(node, this.content, this._focus, _model);
    this._provenance = new Provenance(
      this.content,
      _model,
      () => this._surroundings.theme.decimals,
      trans
    );
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
    this._root = createRoot(this.content);
    node.classList.add('jp-Attention');
    _model.changed.connect(this._onChanged, this);
    this.draw();
  }

  /** What the view is drawn into. */
  readonly content: HTMLElement;

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Takes the colours of the page and what its reader prefers. */
  dress(theme: Theme, settings: Settings): void {
    this._theme = theme;
    this.node.toggleAttribute('data-dark', theme === DARK);
    this._surroundings = { ...this._surroundings, settings };
    this._redress();
  }

  /** Hands the focus, if it is in the view, to what holds the view in the page. */
  leave(): void {
    this._focus.leave();
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    cancelAnimationFrame(this._frame);
    this._model.changed.disconnect(this._onChanged, this);
    this.leave();
    this._focus.dispose();
    this._keys.dispose();
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

  private readonly _root: Root;
  private readonly _focus: Focus;
  private readonly _keys: Keys;
  private readonly _provenance: Provenance;
  private readonly _printing: Printing;
  private _theme: Theme = LIGHT;
  private _surroundings: Surroundings;
  private _frame = 0;
  private _isDisposed = false;
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
