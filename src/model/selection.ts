import { STAGES } from '../format/index.ts';
import type { Geometry, Layer, PaneName, Prediction, Spec, Stage, Step } from '../format/index.ts';
import type { AttentionInput } from '../engine/index.ts';

/** What the views show of a trace. */
export interface Selection {
  /** Index of the token that is asking. */
  readonly query: number;
  readonly head: number;
  /** Stage of the attention matrix. */
  readonly stage: Stage;
  /** Layers of the plane that are switched on. */
  readonly layers: readonly Layer[];
  /** Full precision on screen. */
  readonly precise: boolean;
  /** The parts that are unfolded, or null: those of the reader's settings. */
  readonly panes: readonly PaneName[] | null;
  readonly geometry: readonly Geometry[];
  /** Nothing after this step is shown; null: everything is. */
  readonly step: Step | null;
  readonly stepRows: 'one' | 'all';
  /** Parts that are covered until they are revealed. */
  readonly covered: readonly PaneName[];
  readonly predictions: readonly Prediction[];
}

const DEFAULT_LAYERS: readonly Layer[] = ['embeddings'];
const DEFAULT_STAGE: Stage = STAGES[STAGES.length - 1];

/** The selection a spec keeps, with defaults, and without indices past the end. */
export function selectionOf({ view = {} }: Spec, input: AttentionInput): Selection {
  return {
    query: within(view.query, input.tokens.length),
    head: within(view.head, input.nHeads),
    stage: view.stage ?? DEFAULT_STAGE,
    layers: view.layers ?? DEFAULT_LAYERS,
    precise: view.precise ?? false,
    panes: view.panes ?? null,
    geometry: view.geometry ?? [],
    step: view.step ?? null,
    stepRows: view.stepRows ?? 'one',
    covered: view.covered ?? [],
    predictions: view.predictions ?? []
  };
}

function within(index: number | undefined, length: number): number {
  return index !== undefined && index < length ? index : 0;
}
