import { pinning, stepFrom } from '../../model/index.ts';
import type { AttentionModel } from '../../model/index.ts';
import type { Focus } from './Focus.ts';
import type { Presenter } from './Presenter.ts';

/** What a presenter's hand, or the remote control in it, presses to step. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  PageDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageUp: -1
};
/** Where these keys have a meaning of their own. */
const OWN =
  'input, select, textarea, [role="menu"], [role="application"], [role="slider"], svg *, [data-numbers], [data-numbers] *, [role="listbox"], .jp-Attention-steps';

/** What goes from head to head and from layer to layer, on any layout of keys. */
const HEADS: Readonly<Record<string, readonly [what: 'head' | 'layer', by: number]>> = {
  '[': ['head', -1],
  ']': ['head', 1],
  '{': ['layer', -1],
  '}': ['layer', 1]
};
/** Where these are written, or go from point to point. */
const WRITTEN = 'input, textarea, [role="menu"] *, svg *';

/** What pins the head that is shown; a list of choices goes by letters, too. */
const PIN = 'p';
const TYPED = `${WRITTEN}, select`;

/**
 * Whose a key is that is pressed in the view. Lumino's shortcuts listen at the document, before the
 * view, and see its host as what was pressed in: plain keys are kept from them by an attribute there,
 * set for each key as it comes. Keys with Ctrl or Cmd, such as saving, and Enter with Shift or Alt
 * stay the page's, but for those that edit the text of a field; Escape leaves the view.
 */
export class Keys {
  constructor(
    private readonly _host: HTMLElement,
    private readonly _content: HTMLElement,
    private readonly _focus: Focus,
    private readonly _model: AttentionModel,
    private readonly _presenter: Presenter,
    private readonly _present: (on: boolean) => void
  ) {
    window.addEventListener('keydown', this._onCapture, true);
    _content.addEventListener('keydown', this._onKeyDown);
  }

  dispose(): void {
    window.removeEventListener('keydown', this._onCapture, true);
    this._content.removeEventListener('keydown', this._onKeyDown);
  }

  private readonly _onCapture = (event: KeyboardEvent): void => {
    const path = event.composedPath();
    if (path.includes(this._host)) {
      const [target] = path;
      const isOurs = !isOfPage(event) || isUndo(event) || isOfField(event, target);
      this._host.toggleAttribute('data-lm-suppress-shortcuts', isOurs);
      this._typing = target instanceof HTMLElement && target.dataset.editing === 'true';
    }
  };

  private readonly _onKeyDown = (event: KeyboardEvent): void => {
    // While something is being typed, undo is the field's own, and Escape takes back the typing.
    if (this._typing) {
      return;
    }
    if (isUndo(event)) {
      event.preventDefault();
      event.stopPropagation();
      if (event.shiftKey) {
        this._model.redo();
      } else {
        this._model.undo();
      }
    } else if (event.key === 'Escape' && !event.isComposing && !isOwn(event)) {
      event.preventDefault();
      if (this._presenter.isOn) {
        this._present(false);
      } else {
        this._focus.leave();
      }
    } else if (!event.defaultPrevented) {
      this._goTo(event);
      this._pin(event);
      if (this._presenter.isOn) {
        this._step(event);
      }
    }
  };

  /** Pins the head that is shown, where there is another one, or unpins it. */
  private _pin(event: KeyboardEvent): void {
    const { state } = this._model;
    const isWritten = event.target instanceof Element && event.target.matches(TYPED);
    if (event.key !== PIN || isWritten || isOfPage(event) || event.altKey) {
      return;
    }
    if (state.status === 'ready' && (state.trace.heads.length > 1 || state.spec.layers)) {
      event.preventDefault();
      this._model.select(pinning(state.selection));
    }
  }

  /** To the next head or layer, or the one before. */
  private _goTo(event: KeyboardEvent): void {
    const { state } = this._model;
    const isWritten = event.target instanceof Element && event.target.matches(WRITTEN);
    // Where brackets are typed with AltGr, browsers may say that Ctrl and Alt are held.
    const isPlain = !isOfPage(event) || event.getModifierState('AltGraph');
    if (state.status === 'ready' && Object.hasOwn(HEADS, event.key) && !isWritten && isPlain) {
      event.preventDefault();
      const [what, by] = HEADS[event.key];
      const { spec, trace } = state;
      const count = what === 'head' ? trace.heads.length : (spec.layers?.length ?? 1);
      const to = this._model.coming![what] + by;
      if (to >= 0 && to < count) {
        this._model.select({ [what]: to });
      }
    }
  }

  /** Arrow keys step where they have no meaning of their own. */
  private _step(event: KeyboardEvent): void {
    const by = STEPS[event.key];
    const { state } = this._model;
    const isOwn = event.target instanceof Element && event.target.matches(OWN);
    if (by !== undefined && state.status === 'ready' && !isOwn && !isOfPage(event)) {
      event.preventDefault();
      this._model.select({ step: stepFrom(state, by) });
    }
  }

  /** Something had been typed, and was not taken yet, when the key was pressed. */
  private _typing = false;
}

function isOfPage(event: KeyboardEvent): boolean {
  const { ctrlKey, metaKey, shiftKey, altKey, key } = event;
  return ctrlKey || metaKey || (key === 'Enter' && (shiftKey || altKey));
}

/** What fields of text do with Ctrl or Cmd held: select all, copy, cut, paste, redo, go and delete by words. */
const EDITING = /^(a|c|x|v|y|insert|backspace|delete|home|end|arrow(left|right|up|down))$/;

function isOfField({ key }: KeyboardEvent, target: EventTarget): boolean {
  const isText = target instanceof HTMLInputElement ? target.type === 'text' : target instanceof HTMLTextAreaElement; // prettier-ignore
  return isText && EDITING.test(key.toLowerCase());
}

/** A menu is closed by Escape, and what is held is let go, and nothing else is. */
function isOwn({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('[role="menu"], [data-holds="true"]') !== null;
}

/** Ctrl or Cmd with Z, with Shift for redo. */
function isUndo(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z';
}
