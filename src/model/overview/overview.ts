import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import { usefulWorkers } from '../../engine/index.ts';
import type { HeadSketch, Passed, Port } from '../../engine/index.ts';
import { layerSpec } from '../../format/index.ts';
import type { Problem, Spec } from '../../format/index.ts';
import type { AttentionModel } from '../model.ts';
import { tokensOf } from '../resolve.ts';
import { sameInputs } from '../same.ts';
import { headsOfLayer } from '../selection.ts';
import { InWorker, OnPage } from './sketcher.ts';
import type { Sketcher } from './sketcher.ts';
import type { Said } from './sketching.ts';

/** A layer from afar. */
export interface LayerSketch {
  /** What it is called in its model, or null. */
  readonly name: string | null;
  /** Of each head what is known of it by now. */
  readonly heads: readonly (HeadSketch | null)[];
  /** What its heads pass on together, as it is rolled out; null while that is not known, and where it never is. */
  readonly passed: Passed | null;
  /** Why it cannot be looked at, or null. */
  readonly problem: Problem | null;
  /** All that there is to know of it is known. */
  readonly isDone: boolean;
}

/** All heads of all layers. */
export interface Sketches {
  readonly layers: readonly LayerSketch[];
  /** How many heads there are, and of how many it is known what there is to know. */
  readonly total: number;
  readonly done: number;
}

const NONE: Sketches = { layers: [], total: 0, done: 0 };
/** Weights of layers that are looked at together: each is held whole until it is done. */
const HELD = 2 ** 25;

/** Who looks at a layer, and at which; null: at none. */
interface Place {
  readonly sketcher: Sketcher;
  layer: number | null;
}

/**
 * What is seen of all heads at once: thumbnails and measures, and no weights. It looks at nothing before somebody
 * opens it; then at the layer that is shown, and at the others in their order, at as many together as there are
 * sketchers. A layer that was edited is looked at anew as soon as no gesture is under way.
 */
export class Overview {
  constructor(
    private readonly _model: AttentionModel,
    sketchers: readonly Sketcher[]
  ) {
    this._places = sketchers.map(sketcher => ({ sketcher, layer: null }));
  }

  /** Emitted after `state` has changed. */
  get changed(): ISignal<this, Sketches> {
    return this._changed;
  }

  get state(): Sketches {
    return this._state;
  }

  /** Somebody looks at it from here on. Returns what ends that. */
  open(): () => void {
    this._readers += 1;
    if (this._readers === 1) {
      this._model.changed.connect(this._follow, this);
      this._follow();
    }
    let isOpen = true;
    return () => {
      this._readers -= isOpen ? 1 : 0;
      if (isOpen && this._readers === 0) {
        this._model.changed.disconnect(this._follow, this);
        this._stop();
        this._places.forEach(({ sketcher }) => sketcher.dispose());
      }
      isOpen = false;
    };
  }

  /** Takes what the document says now, and goes on with what is not known of it. */
  private _follow(): void {
    const { state } = this._model;
    if (this._model.isDisposed || state.status !== 'ready') {
      this._stop();
      return;
    }
    this._shown = state.selection.layer;
    if (!state.gesture && state.spec !== this._spec) {
      this._take(state.spec);
    }
    this._next();
  }

  private _take(spec: Spec): void {
    const before = this._spec;
    this._spec = spec;
    const count = spec.layers?.length ?? 1;
    const isNew = before?.layers?.length !== spec.layers?.length;
    const layers = Array.from({ length: count }, (_, i) => {
      const known = before && !isNew && isSameLayer(before, spec, i) ? this._state.layers[i] : null;
      return known ?? blank(spec, i);
    });
    if (layers.some((layer, i) => layer !== this._state.layers[i]) || isNew) {
      this._stop(at => layers[at] !== this._state.layers[at]);
      this._set(layers);
    }
  }

  /** Goes on with the layer that is shown, and those that are not known, as many as there are places for. */
  private _next(): void {
    for (const place of this._places) {
      const wanted = this._readers === 0 || place.layer !== null ? null : this._wanted();
      if (wanted !== null) {
        this._begin(place, wanted);
      }
    }
  }

  /** What is to be looked at next, or null: it is all done, or under way, or more would not fit. */
  private _wanted(): number | null {
    const { layers } = this._state;
    const atWork = this._places.flatMap(({ layer }) => layer ?? []);
    const isOpen = (i: number) => layers[i] && !layers[i].isDone && !atWork.includes(i);
    const wanted = isOpen(this._shown) ? this._shown : layers.findIndex((_, i) => isOpen(i));
    if (wanted < 0 || !this._spec) {
      return null;
    }
    const held = [...atWork, wanted].reduce((sum, i) => sum + weightsIn(this._spec!, i), 0);
    return atWork.length === 0 || held <= HELD ? wanted : null;
  }

  private _begin(place: Place, wanted: number): void {
    place.layer = wanted;
    const { view: _, lesson: __, ...layer } = layerSpec(this._spec!, wanted);
    const told = (before: LayerSketch, said: Said): LayerSketch =>
      'sketch' in said
        ? { ...before, heads: replaced(before.heads, said.head, said.sketch) }
        : 'weights' in said
          ? before
          : { ...before, ...said };
    place.sketcher.begin(
      { layer },
      {
        say: said => this._put(wanted, before => told(before, said)),
        done: () => {
          place.layer = null;
          this._put(wanted, before => ({ ...before, isDone: true }));
          this._next();
        }
      }
    );
  }

  private _put(layer: number, change: (before: LayerSketch) => LayerSketch): void {
    const { layers } = this._state;
    this._set(layers.map((each, i) => (i === layer ? change(each) : each)));
  }

  private _set(layers: readonly LayerSketch[]): void {
    const count = (all: readonly LayerSketch[], of: (layer: LayerSketch) => number) =>
      all.reduce((sum, layer) => sum + of(layer), 0);
    this._state = {
      layers,
      total: count(layers, ({ heads }) => heads.length),
      done: count(layers, ({ heads, isDone }) =>
        isDone ? heads.length : heads.filter(head => head !== null).length
      )
    };
    this._changed.emit(this._state);
  }

  /** Gives up what is under way, or those layers of it. */
  private _stop(isGivenUp: (layer: number) => boolean = () => true): void {
    for (const place of this._places) {
      if (place.layer !== null && isGivenUp(place.layer)) {
        place.sketcher.end();
        place.layer = null;
      }
    }
  }

  private readonly _changed = new Signal<this, Sketches>(this);
  private readonly _places: readonly Place[];
  private _state: Sketches = NONE;
  private _spec: Spec | null = null;
  private _shown = 0;
  private _readers = 0;
}

/** What is seen of all heads of a document at once; of the same model it is the same. */
export function overviewOf(model: AttentionModel, spawn: (() => Port) | null): Overview {
  let overview = overviews.get(model);
  if (!overview) {
    overview = new Overview(model, spawn ? workers(spawn) : [new OnPage()]);
    overviews.set(model, overview);
  }
  return overview;
}

const overviews = new WeakMap<AttentionModel, Overview>();

/** As many as the machine has cores; where none can be started, all that they are asked is done on the page. */
function workers(spawn: () => Port): readonly Sketcher[] {
  return Array.from({ length: usefulWorkers() }, () => new InWorker(spawn));
}

function replaced<T>(list: readonly T[], index: number, by: T): readonly T[] {
  return list.map((each, i) => (i === index ? by : each));
}

/** Whether nothing of a layer has changed that its numbers are made from. */
function isSameLayer(a: Spec, b: Spec, index: number): boolean {
  return sameInputs(layerSpec(a, index), layerSpec(b, index));
}

/** Weights of all heads of a layer. */
function weightsIn(spec: Spec, index: number): number {
  const layer = layerSpec(spec, index);
  const tokens = tokensOf(layer).length;
  return headsOfLayer(spec, index) * tokens * (layer.keyTokens?.length ?? tokens);
}

/** A layer of which nothing is known yet but how many heads it has. */
function blank(spec: Spec, index: number): LayerSketch {
  return {
    name: spec.layers?.[index].name ?? null,
    heads: Array.from({ length: headsOfLayer(spec, index) }, () => null),
    passed: null,
    problem: null,
    isDone: false
  };
}
