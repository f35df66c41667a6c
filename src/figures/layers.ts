import type { Trace } from '../engine/index.ts';
import { LAYERS } from '../format/index.ts';
import type { Layer, Step } from '../format/index.ts';
import { DEFAULT_LAYERS } from '../model/index.ts';
import type { Selection } from '../model/index.ts';

/** The layers that a step is about; the last of them says in which space it happens. */
const ACTS: Readonly<Record<Step, readonly Layer[]>> = {
  embed: ['embeddings'],
  project: ['embeddings', 'query', 'key'],
  dot_products: ['query', 'key'],
  scale: ['query', 'key'],
  mask: ['query', 'key'],
  exponentiate: ['query', 'key'],
  normalise: ['query', 'key'],
  weigh: ['value'],
  sum: ['value'],
  concatenate: ['value'],
  mix: ['value'],
  residual: ['embeddings']
};

/** The layers that a step shows, whatever is switched on. */
export function actLayers(step: Step | null): readonly Layer[] {
  return step === null ? [] : ACTS[step];
}

/** The layers that are shown: those that are switched on, and those that the step is about. */
export function shownLayers({ layers, step, askingAlone }: ShownBy): readonly Layer[] {
  const act = actLayers(step);
  const isOn = (layer: Layer) =>
    layers.includes(layer) && (step === null || !askingAlone || layer === 'output');
  return LAYERS.filter(layer => act.includes(layer) || isOn(layer));
}

type ShownBy = Pick<Selection, 'layers' | 'step' | 'askingAlone'>;

/** Whether only the vector of the token that is asking is shown of a layer. */
export function isAskingAlone(layer: Layer, { layers, askingAlone }: ShownBy): boolean {
  return (layer === 'query' || layer === 'output') && (askingAlone || !layers.includes(layer));
}

/**
 * The layers to switch to when one is pressed: of what is shown it goes, or it comes; one of which the
 * vector of the token that is asking is shown alone is shown for all. Where those that are left are the
 * usual ones, they are as if nobody had ever chosen any.
 *
 * @returns undefined: nobody has chosen
 */
export function switched(
  trace: Trace,
  selection: Pick<Selection, 'layers' | 'head' | 'askingAlone'>,
  layer: Layer
): readonly Layer[] | undefined {
  const { layers, askingAlone, head } = selection;
  const isAlone = askingAlone && isAskingAlone(layer, { ...selection, step: null });
  const space = spaces(trace, head).find(group => group.includes(layer)) ?? LAYERS;
  const kept = layers.filter(other => other !== layer && space.includes(other));
  const next = layers.includes(layer) && !isAlone ? kept : [...kept, layer];
  const usual = DEFAULT_LAYERS.filter(other => space.includes(other));
  const isUsual = next.length === usual.length && usual.every(other => next.includes(other));
  return isUsual && !isAlone ? undefined : next;
}

/** Layers whose vectors live in one space and so can share a plane, grouped. */
export function spaces(trace: Trace, head: number): readonly (readonly Layer[])[] {
  const size = (layer: Layer) => layerWidth(trace, head, layer);
  if (LAYERS.every(layer => size(layer) === size('embeddings'))) {
    return [LAYERS];
  }
  const groups: readonly (readonly Layer[])[] =
    size('output') === size('embeddings')
      ? [['embeddings', 'output'], ['query', 'key'], ['value']]
      : [['embeddings'], ['query', 'key'], ['value']];
  // What was not recorded has no vectors.
  return groups.filter(([first]) => size(first) > 0);
}

/** The layers of a space that are shown together: the one a step happens in, or that of the first. */
export function planeLayers(trace: Trace, selection: Selection): PlaneLayers {
  const groups = spaces(trace, selection.head);
  const all = shownLayers(selection);
  const leading = actLayers(selection.step).at(-1) ?? (selection.askingAlone ? 'key' : undefined);
  const isShown = (layer: Layer) => all.includes(layer);
  const space =
    groups.find(group => leading !== undefined && group.includes(leading) && isShown(leading)) ??
    groups.find(group => group.some(isShown)) ??
    groups[0] ??
    [];
  return { space, layers: space.filter(isShown) };
}

/** The layers of the plane that there are vectors of. */
export function layersOf(trace: Trace, head: number): readonly Layer[] {
  return LAYERS.filter(layer => layerWidth(trace, head, layer) > 0);
}

/** What of a space is shown. */
export interface PlaneLayers {
  readonly space: readonly Layer[];
  readonly layers: readonly Layer[];
}

/** How long the vectors of a layer are. No output is computed to know it. */
export function layerWidth(trace: Trace, head: number, layer: Layer): number {
  const { heads, projections, embeddings } = trace;
  switch (layer) {
    case 'embeddings':
      return embeddings[0].length;
    case 'output':
      return projections.output?.[0].length ?? heads.length * heads[head].value[0].length;
    case 'query':
    case 'key':
    case 'value':
      return heads[head][layer][0].length;
  }
}
