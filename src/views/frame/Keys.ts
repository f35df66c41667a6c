import type { AttentionModel } from '../../model/index.ts';
import type { Focus } from './Focus.ts';

/**
 * Whose a key is that is pressed in the view. Lumino's shortcuts listen at the document, before the
 * view, and see its host as what was pressed in: plain keys are kept from them by an attribute there,
 * set for each key as it comes. Keys with Ctrl or Cmd, such as saving, and Enter with Shift or Alt
 * stay the page's; Escape leaves the view.
 */
export class Keys {
  constructor(
    private readonly _host: HTMLElement,
    private readonly _content: HTMLElement,
    private readonly _focus: Focus,
    private readonly _model: AttentionModel
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
      this._host.toggleAttribute('data-lm-suppress-shortcuts', !isOfPage(event) || isUndo(event));
      const [target] = path;
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
    } else if (event.key === 'Escape' && !event.isComposing) {
      event.preventDefault();
      this._focus.leave();
    }
  };

  /** Something had been typed, and was not taken yet, when the key was pressed. */
  private _typing = false;
}

function isOfPage(event: KeyboardEvent): boolean {
  const { ctrlKey, metaKey, shiftKey, altKey, key } = event;
  return ctrlKey || metaKey || (key === 'Enter' && (shiftKey || altKey));
}

/** Ctrl or Cmd with Z, with Shift for redo. */
function isUndo(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z';
}
