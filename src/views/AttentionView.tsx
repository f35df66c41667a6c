import { lazy, Suspense, useId, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { DARK, LIGHT, PRINT } from '../figures/index.ts';
import type { Theme } from '../figures/index.ts';
import { shownSelection } from '../model/index.ts';
import type { AttentionModel, Ready, State } from '../model/index.ts';
import { Busy } from './frame/Busy.tsx';
import { Export } from './export/Export.tsx';
import { SurroundingsProvider, useSurroundings } from './frame/context.ts';
import type { Action, Extras, Parts, Surroundings } from './frame/context.ts';
import { english } from './frame/translator.ts';
import type { Translator } from './frame/translator.ts';
import { Focus } from './frame/Focus.ts';
import { Guard } from './frame/Guard.tsx';
import { Keys } from './frame/Keys.ts';
import { MatrixPane } from './matrix/MatrixPane.tsx';
import { PlanePane } from './stage/PlanePane.tsx';
import { Printing } from './frame/Printing.ts';
import { ProblemsPane } from './frame/ProblemsPane.tsx';
import { Provenance } from './frame/Provenance.ts';
import { SentencePane } from './stage/SentencePane.tsx';
import { Presenter } from './frame/Presenter.ts';
import { Rail, RailTabs, shownRail } from './rail/Rail.tsx';
import { RowPane } from './row/RowPane.tsx';
import { StageLine } from './stage/StageLine.tsx';
import { DEFAULT_SETTINGS, themed } from './frame/settings.ts';
import type { Settings } from './frame/settings.ts';
import { shadowOf } from './frame/shadow.ts';
import { Toolbar } from './stage/Toolbar.tsx';
import { Unhurried } from './frame/Unhurried.tsx';
import { STYLES } from './styles.ts';

const OverviewPane = lazy(async () => ({
  default: (await import('./overview/OverviewPane.tsx')).OverviewPane
}));

const PinnedPane = lazy(async () => ({
  default: (await import('./pinned/PinnedPane.tsx')).PinnedPane
}));

/** How a view stands in its page. */
export interface ViewOptions extends Extras {
  /** What the page can do with the view, for its menu; asked for whenever the menu opens. */
  readonly actions?: () => readonly Action[];
  /** What is drawn: all, unless the rail stands elsewhere. */
  readonly parts?: Parts;
  /** The element has a height of its own, which the view fills, as in a tab; else it is as high as it needs. */
  readonly fills?: boolean;
}

/**
 * The view of an attention document inside an element of the page, in a tree of its own there. It
 * holds no state of its own beside what a pointer or a text cursor is at, and whether it fills the
 * window; disposing it leaves the element empty.
 */
export class AttentionView {
  constructor(
    readonly node: HTMLElement,
    private readonly _model: AttentionModel,
    trans: Translator = english,
    typeset: Surroundings['typeset'] = null,
    { actions = () => [], parts = 'all', fills = false, ...extras }: ViewOptions = {}
  ) {
    const theme = themed(LIGHT, DEFAULT_SETTINGS);
    this._fills = fills;
    this.content = shadowOf(node, STYLES);
    this.content.toggleAttribute('data-fills', fills);
    this._focus = new Focus(node, this.content);
    this._presenter = new Presenter(node, this.content, () => this._redress());
    const present = (on: boolean) => this.present(on);
    this._keys = new Keys(node, this.content, this._focus, _model, this._presenter, present);
    this._provenance = new Provenance(this.content, _model, () => this._surroundings.theme, trans);
    const provenance = this._provenance;
    this._surroundings = {
      model: _model,
      theme,
      settings: DEFAULT_SETTINGS,
      provenance,
      trans,
      typeset,
      actions,
      parts,
      presenting: false,
      printing: false,
      present,
      openExport: () => this.openExport(),
      plotly: true,
      page: null,
      sketcher: null,
      ...extras
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

  /** What of it is drawn. */
  get parts(): Parts {
    return this._surroundings.parts;
  }

  set parts(parts: Parts) {
    if (parts !== this.parts) {
      this._surroundings = { ...this._surroundings, parts };
      this.draw();
    }
  }

  get isPresenting(): boolean {
    return this._presenter.isOn;
  }

  /** Fills the window, or stands in its place again; arrow keys step meanwhile, Escape ends it. */
  present(on: boolean): void {
    if (this._isDisposed || on === this._presenter.isOn) {
      return;
    }
    this._presenter.isOn = on;
    this._surroundings = { ...this._surroundings, presenting: on };
    this._redress();
  }

  /** Asks what to take out of the view as a file. */
  openExport(): void {
    this._export(true);
  }

  /** Hands the focus, if it is in the view, to what holds the view in the page. */
  leave(): void {
    this._focus.leave();
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this.present(false);
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
      const isFirst = this._fills && state.status === 'ready' && this._drawn !== 'ready';
      this._drawn = state.status;
      flushSync(() =>
        this._root.render(
          <SurroundingsProvider value={this._surroundings}>
            <Content state={state} parts={this.parts} isFirst={isFirst} />
            {this._exports && state.status === 'ready' && (
              <Guard state={state}>
                <Export state={state} onClose={() => this._export(false)} />
              </Guard>
            )}
          </SurroundingsProvider>
        )
      );
      this._provenance.refresh();
      if (isFirst) {
        this._frame = requestAnimationFrame(() => this.draw());
      }
    }
  }

  /** On paper every theme is the same. */
  private _redress(): void {
    const printing = this._printing.isOn;
    const theme = printing ? PRINT : this._theme;
    const { settings } = this._surroundings;
    const text = theme.text * this._presenter.scale;
    this._surroundings = {
      ...this._surroundings,
      printing,
      theme: { ...themed(theme, settings), text }
    };
    this.draw();
  }

  private _export(on: boolean): void {
    this._exports = on;
    this.draw();
  }

  /** What there is to see first is drawn at once: a place that is empty for a frame makes the page jump. */
  private _onChanged(_: AttentionModel, { status }: State): void {
    if (status !== this._drawn) {
      this.draw();
    } else {
      this._frame ||= requestAnimationFrame(() => this.draw());
    }
  }

  private readonly _fills: boolean;
  private readonly _root: Root;
  private readonly _focus: Focus;
  private readonly _presenter: Presenter;
  private readonly _keys: Keys;
  private readonly _provenance: Provenance;
  private readonly _printing: Printing;
  private _theme: Theme = LIGHT;
  private _surroundings: Surroundings;
  private _exports = false;
  private _drawn: State['status'] = 'pending';
  private _frame = 0;
  private _isDisposed = false;
}

interface ContentProps<S extends State> {
  readonly state: S;
  readonly parts: Parts;
  /** In a place of its own the figures come first, what stands beside them a frame later. */
  readonly isFirst: boolean;
}

function Content({ state, ...rest }: ContentProps<State>) {
  if (state.status === 'pending') {
    return <Busy share={state.busy} />;
  }
  if (state.status === 'error') {
    return <ProblemsPane state={state} />;
  }
  return <Panes state={state} {...rest} />;
}

/** What is seen first stands first: the keys go the same way as the eye. */
function Panes({ state: whole, parts, isFirst }: ContentProps<Ready>) {
  const { settings } = useSurroundings();
  const { trace, selection } = whole;
  const shown = useMemo(() => shownSelection(trace, selection), [trace, selection]);
  const state = useMemo(() => ({ ...whole, selection: shown }), [whole, shown]);
  const rail = parts === 'stage' ? 'none' : shownRail(state, settings);
  // What is asked is read before one looks, also where all stands in one column.
  const first = rail === 'lesson' && parts === 'all' ? <Rail state={state} /> : null;
  return (
    <div
      className="jp-Attention-panes"
      data-gesture={state.gesture}
      data-rail={rail}
      data-step={shown.step ?? undefined}
      data-parts={parts}
    >
      {parts === 'rail' ? <RailTabs state={state} /> : <Stage state={state} first={first} />}
      {parts !== 'stage' && !first && <Rail state={state} isEmpty={isFirst} />}
      <p className="jp-Attention-why" role="status" hidden />
    </div>
  );
}

/** The head that is pinned beside the one that is shown. */
function Pinned({ state }: { readonly state: Ready }) {
  const { pinned } = state.selection;
  return (
    pinned && (
      <Suspense fallback={null}>
        <Unhurried state={state}>
          {now => <PinnedPane state={now} pinned={now.selection.pinned ?? pinned} />}
        </Unhurried>
      </Suspense>
    )
  );
}

interface StageProps {
  readonly state: Ready;
  /** What stands before the figures. */
  readonly first: ReactNode;
}

function Stage({ state, first }: StageProps) {
  const [overview, setOverview] = useState(false);
  const id = useId();
  const all = { id, open: overview, toggle: () => setOverview(!overview) };
  return (
    <>
      <div className="jp-Attention-top">
        <Toolbar state={state} overview={all} />
        {overview && (
          <Guard state={state}>
            <Suspense fallback={null}>
              <OverviewPane id={id} state={state} />
            </Suspense>
          </Guard>
        )}
        <Pinned state={state} />
      </div>
      <Guard state={state}>
        <SentencePane state={state} />
      </Guard>
      <Guard state={state}>
        <StageLine state={state} />
      </Guard>
      {first}
      {state.trace.known !== 'weights' && (
        <Unhurried state={state}>{now => <PlanePane state={now} />}</Unhurried>
      )}
      <div className="jp-Attention-columns2">
        <Unhurried state={state}>{now => <MatrixPane state={now} />}</Unhurried>
        <Unhurried state={state}>{now => <RowPane state={now} />}</Unhurried>
      </div>
    </>
  );
}
