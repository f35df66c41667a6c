import type {
  NumberName,
  Numerals,
  Provenance as Told,
  ProvenanceWords
} from '../../figures/index.ts';
import type { AttentionModel } from '../../model/index.ts';
import { english } from './translator.ts';
import type * as Telling from './telling.ts';
import type { Translator } from './translator.ts';

/** What tells numbers: loaded once, when a pointer or the focus first comes to a view. */
let telling: typeof Telling | null = null;

export async function loadTelling(): Promise<void> {
  telling ??= await import('./telling.ts');
}

/** Cells of the matrix that are lit at most: of a long row the first ones say enough. */
const CELLS = 256;
/** How far below its number the line stands, in pixels. */
const BELOW = 4;
/** How long a pointer rests before the arithmetic follows the words, in milliseconds. */
const REST = 600;

/**
 * What can change where a number stands, or which one stands there. Nothing is told of an element but by
 * what these attributes say at that moment.
 */
const NAMES = ['data-number', 'data-cell'];
const LAYER = ['data-stage', 'data-top', 'data-rows', 'data-left', 'data-columns'];

/**
 * Lights up, where they stand, the numbers that made the one that is pointed at or has the focus,
 * and says beside it what it means: in words first, where there are any, and with the arithmetic once
 * the pointer rests, at a click, or by a key. Numbers are elements with `data-number`, a name, or `data-cell`
 * where they are drawn by pixels; those in an element with `data-numbers` are walked by the arrow keys.
 *
 * It remembers an element and nothing that was said of it: at every change, whatever caused it, the
 * name is read from the element again and all follows from the state as it is then. It sets attributes
 * of elements directly: a pointer crosses many numbers, and nothing else changes.
 */
export class Provenance {
  constructor(
    private readonly _node: HTMLElement,
    private readonly _model: AttentionModel,
    private readonly _numerals: () => Numerals,
    private readonly _trans: Translator = english
  ) {
    _node.addEventListener('pointerover', this._onPointer);
    _node.addEventListener('pointermove', this._onPointer);
    _node.addEventListener('pointerleave', this._onPointer);
    _node.addEventListener('click', this._onClick);
    _node.addEventListener('focusin', this._onFocus);
    _node.addEventListener('focusout', this._onLeave);
    _node.addEventListener('keydown', this._onKeyDown);
  }

  dispose(): void {
    this._drawn.disconnect();
    clearTimeout(this._rest);
    this._node.removeEventListener('pointerover', this._onPointer);
    this._node.removeEventListener('pointermove', this._onPointer);
    this._node.removeEventListener('pointerleave', this._onPointer);
    this._node.removeEventListener('click', this._onClick);
    this._node.removeEventListener('focusin', this._onFocus);
    this._node.removeEventListener('focusout', this._onLeave);
    this._node.removeEventListener('keydown', this._onKeyDown);
  }

  /**
   * Explains the number that an element stands for, for as long as it does; null: nothing.
   *
   * @param atOnce - a key asks: the arithmetic is told with the words
   */
  explain(element: HTMLElement | null, atOnce: boolean = false): void {
    this._isWhole = atOnce;
    if (element && !this._beside) {
      const attributeFilter = [...NAMES, ...LAYER];
      this._drawn.observe(this._node, { subtree: true, childList: true, attributeFilter });
    } else if (!element) {
      this._drawn.disconnect();
      clearTimeout(this._rest);
      this._restsOn = null;
    }
    this._beside = element;
    this._tell();
  }

  /** Tells anew what is told, after everything has been drawn. */
  refresh(): void {
    if (this._beside) {
      this._tell();
    }
  }

  /** What is told now follows from the state and from what the element stands for, and from nothing else. */
  private _tell(): void {
    for (const lit of this._node.querySelectorAll('[data-lit]')) {
      lit.removeAttribute('data-lit');
    }
    this._node.querySelector('.jp-Attention-lights')?.replaceChildren();
    const beside = this._beside && this._node.contains(this._beside) ? this._beside : null;
    const found = beside && this._provenance(beside);
    const line = this._node.querySelector<HTMLElement>('.jp-Attention-why');
    if (line) {
      line.hidden = !found;
      write(line, found ? this._said(found, nameOf(beside)!) : []);
    }
    if (line && found && beside) {
      this._light(found.sources, beside);
      this._place(line, beside);
    }
    // What has just been done here is no reason to do it again.
    this._drawn.takeRecords();
  }

  /** The words, and the arithmetic when its time has come. */
  private _said({ text }: Told, name: NumberName): readonly string[] {
    const { state } = this._model;
    const words =
      state.status === 'ready'
        ? telling!.numberWords(this._trans, state, name, this._numerals())
        : null;
    if (words === null) {
      return [text];
    }
    if (this._restsOn !== name && !this._isWhole) {
      this._wait(name);
    }
    return this._isWhole || this._rested === name ? [words, text] : [words];
  }

  /** A pointer has come to a number: its arithmetic is told if the pointer stays. */
  private _wait(name: NumberName): void {
    clearTimeout(this._rest);
    this._restsOn = name;
    this._rested = null;
    this._rest = setTimeout(() => {
      this._rested = name;
      this.refresh();
    }, REST);
  }

  private _provenance(element: HTMLElement): Told | null {
    const { state } = this._model;
    const name = nameOf(element);
    if (!name || state.status !== 'ready' || !telling) {
      return null;
    }
    this._words ??= telling.provenanceWords(this._trans);
    return telling.provenance(state.trace, state.selection, name, this._numerals(), this._words);
  }

  /** What tells is on its way: what is pointed at then is told once it is there. */
  private _expect(): void {
    if (!telling) {
      loadTelling().then(
        () => this.refresh(),
        () => {} // the next one tries again
      );
    }
  }

  private _words: ProvenanceWords | null = null;

  /** The element whose number is told. */
  private _beside: HTMLElement | null = null;

  /** The arithmetic is told with the words. */
  private _isWhole = false;
  private _rest: ReturnType<typeof setTimeout> | undefined;
  /** The number that the pointer came to last, and the one that it has rested on. */
  private _restsOn: NumberName | null = null;
  private _rested: NumberName | null = null;

  /** What is told is told of what has the focus. */
  private _isFocus = false;

  /** Where on the page the pointer was. */
  private _pointer = '';

  /** Parts that nobody sees are drawn later than the rest: then, too, all is told anew. */
  private readonly _drawn = new MutationObserver(() => this.refresh());

  private _light(sources: readonly NumberName[], beside: HTMLElement): void {
    beside.setAttribute('data-lit', 'result');
    const names = new Set<string>(sources);
    for (const number of this._node.querySelectorAll<HTMLElement>('[data-number]')) {
      if (names.has(number.dataset.number!)) {
        number.setAttribute('data-lit', 'source');
      }
    }
    this._lightCells(sources);
  }

  /** The matrix is drawn by pixels: a cell that is lit gets an element of its own over it. */
  private _lightCells(sources: readonly NumberName[]): void {
    const layer = this._node.querySelector<HTMLElement>('.jp-Attention-lights');
    const { stage } = layer?.dataset ?? {};
    const part = (name: string) => Number(layer?.dataset[name]);
    const [top, rows, left, columns] = [part('top'), part('rows'), part('left'), part('columns')];
    const lights = sources
      .map(source => source.split(':'))
      .filter(([kind]) => kind === stage)
      .map(([, row, column]) => [Number(row) - top, Number(column) - left])
      .filter(([row, column]) => row >= 0 && row < rows && column >= 0 && column < columns)
      .slice(0, CELLS)
      .map(([row, column]) => {
        const light = document.createElement('span');
        light.style.top = `${(100 * row) / rows}%`;
        light.style.left = `${(100 * column) / columns}%`;
        light.style.width = `${100 / columns}%`;
        light.style.height = `${100 / rows}%`;
        return light;
      });
    layer?.replaceChildren(...lights);
  }

  private _place(line: HTMLElement, beside: Element): void {
    // Below a field, and below what it says of what was typed there.
    const around = beside.closest('.jp-Attention-numberField') ?? beside;
    const [own, box] = [this._node.getBoundingClientRect(), around.getBoundingClientRect()];
    const left = Math.max(0, Math.min(box.left - own.left, own.width - line.offsetWidth));
    line.style.translate = `${left}px ${box.bottom - own.top + BELOW}px`; // nothing else is laid out anew
  }

  private readonly _onPointer = (event: PointerEvent): void => {
    // A page tells of a pointer that stands still whenever what lies under it moves: the focus goes on.
    const place = `${event.clientX},${event.clientY}`;
    if (place === this._pointer && this._isFocus) {
      return;
    }
    this._pointer = place;
    if (event.type === 'pointermove' && this._restsOn !== this._rested && this._restsOn) {
      this._wait(this._restsOn);
    } else if (event.type === 'pointerover') {
      this._isFocus = false;
      this._point(event);
    } else if (event.type === 'pointerleave') {
      this._onLeave();
    }
  };

  private readonly _onFocus = (event: FocusEvent): void => {
    this._isFocus = true;
    this._point(event);
  };

  private _point(event: Event): void {
    this._expect();
    const number = (event.target as Element).closest<HTMLElement>('[data-number]');
    // Of the cells of the matrix the pane says which one is meant.
    if (number || !(event.target as Element).closest('.jp-Attention-cells')) {
      this.explain(number, this._isFocus);
    }
  }

  private readonly _onClick = (): void => {
    const name = this._beside && nameOf(this._beside);
    if (name) {
      clearTimeout(this._rest);
      this._restsOn = this._rested = name;
      this._isWhole = true; // also of what the click makes of it
      this._tell();
    }
  };

  private readonly _onLeave = (): void => this.explain(null);

  private readonly _onKeyDown = (event: KeyboardEvent): void => {
    const from = event.target as HTMLElement;
    const numbers = from.closest('[data-numbers]');
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!numbers || step === undefined || from instanceof HTMLInputElement) {
      return;
    }
    event.preventDefault();
    const all = [...numbers.querySelectorAll<HTMLElement>('[data-number]')];
    const sideways = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
    const at = all.indexOf(from);
    const first = all.find(number => number.closest('tbody')) ?? all[0];
    const next = at < 0 ? first : sideways ? all[at + step] : below(all, at, step);
    next?.focus();
  };
}

/** The number of the line above or below that stands nearest to the same place. */
function below(all: readonly HTMLElement[], at: number, step: number): HTMLElement | undefined {
  const own = all[at];
  const lines = [...new Set(all.map(lineOf))];
  const target = lines[lines.indexOf(lineOf(own)) + step];
  const middle = (number: HTMLElement) => {
    const { left, right } = number.getBoundingClientRect();
    return (left + right) / 2;
  };
  const apart = (number: HTMLElement) => Math.abs(middle(number) - middle(own));
  return all
    .filter(number => lineOf(number) === target)
    .reduce<HTMLElement | undefined>(
      (best, number) => (best && apart(best) <= apart(number) ? best : number),
      undefined
    );
}

/** The row of a table that a number stands in, or what holds it there. */
/** A row, or in a narrow table, where what belongs to a token stands below it, a cell. */
function lineOf(number: Element): Element | null {
  const cell = number.closest('td');
  if (cell && getComputedStyle(cell).display === 'flow-root') {
    return cell;
  }
  return number.closest('tr') ?? number.closest('[data-numbers] > *');
}

function nameOf({ dataset }: HTMLElement): NumberName | undefined {
  return (dataset.number ?? dataset.cell) as NumberName | undefined;
}

/** Says a text, a line each; the same one is not said again, which a screen reader would read aloud. */
function write(line: HTMLElement, texts: readonly string[]): void {
  const text = texts.join('\n');
  if (line.textContent !== text) {
    line.textContent = text;
  }
}
