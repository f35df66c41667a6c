import { headColor, visible } from '../../figures/index.ts';
import type { SpecLayer } from '../../format/index.ts';
import { isPinned, pinning } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import type { Translator } from '../frame/translator.ts';

/** A part that a button opens. */
export interface Opened {
  readonly id: string;
  readonly open: boolean;
  readonly toggle: () => void;
}

interface Props {
  readonly state: Ready;
  readonly overview: Opened;
}

/** Which layer and head stand on the stage, where there is more than one, and the way to all of them. */
export function HeadChoices({ state, overview: { id, open, toggle } }: Props) {
  const { trans } = useSurroundings();
  const { trace, spec, selection } = state;
  const layers = spec.layers ?? [];
  if (trace.heads.length === 1 && layers.length < 2) {
    return null;
  }
  return (
    <span className="jp-Attention-choices">
      {layers.length > 1 && <LayerChoice state={state} />}
      {trace.heads.length > 1 && <HeadChoice state={state} />}
      <PinButton state={state} />
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={toggle}
      >
        {trans.__('All heads')}
      </button>
      <span className="jp-Attention-aloud" role="status">
        {layers.length > 1
          ? trans.__('%1, head %2', nameOf(layers, selection.layer, trans), selection.head + 1)
          : trans.__('head %1', selection.head + 1)}
      </span>
    </span>
  );
}

/** Keeps the head that is shown, to stand beside others. */
function PinButton({ state: { selection } }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  return (
    <button
      type="button"
      aria-pressed={isPinned(selection)}
      title={trans.__('Pin this head, to see it beside another one: p')}
      onClick={() => model.select(pinning(selection))}
    >
      {trans.__('Pin')}
    </button>
  );
}

/** Letters of a layer's name that are shown. */
const LETTERS = 40;
/** Letters that are seen of it where it is chosen. */
const SHORT = 16;

function LayerChoice({ state: { spec, selection } }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const layers = spec.layers!;
  return (
    <select
      aria-label={trans.__('Layer')}
      title={trans.__('Layer: { and } go to the one before and the next')}
      value={selection.layer}
      className="jp-Attention-layer"
      onChange={event => model.select({ layer: Number(event.target.value) })}
    >
      {layers.map((_, layer) => (
        <option key={layer} value={layer}>
          {nameOf(layers, layer, trans)}
        </option>
      ))}
    </select>
  );
}

/** What a layer is called in its model, with its number before it where that is cut; or its number. */
function nameOf(layers: readonly SpecLayer[], layer: number, trans: Translator): string {
  const name = layers[layer]?.name;
  const [at, of] = [layer + 1, layers.length];
  if (!name) {
    return trans.__('layer %1 of %2', at, of);
  }
  return name.length > SHORT
    ? trans.__('layer %1 of %2: %3', at, of, visible(name, LETTERS))
    : visible(name, LETTERS);
}

function HeadChoice({ state: { trace, selection } }: { readonly state: Ready }) {
  const { model, trans, theme } = useSurroundings();
  return (
    <select
      aria-label={trans.__('Head')}
      title={trans.__('Head: [ and ] go to the one before and the next')}
      value={selection.head}
      className="jp-Attention-head"
      style={{ borderLeftColor: headColor(selection.head, theme) }}
      onChange={event => model.select({ head: Number(event.target.value) })}
    >
      {trace.heads.map((_, h) => (
        <option key={h} value={h}>
          {trans.__('head %1', h + 1)}
        </option>
      ))}
    </select>
  );
}
