import { shownLayer } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import type { Translator } from '../frame/translator.ts';

/** In the place of a sentence that could be typed: what was recorded, where, and how exactly it was kept. */
export function RecordedNote({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const { spec, trace, selection } = state;
  const layer = spec.layers?.[selection.layer];
  const { name, dtype, implementation, libraries } = shownLayer(spec).model ?? {};
  const { as, error } = layer?.kept ?? {};
  const facts = [
    name,
    layer?.name,
    dtype,
    implementation,
    libraries,
    as && keptText(trans, as, error)
  ].filter(fact => fact);
  return (
    <p className="jp-Attention-recorded jp-Attention-hint">
      {trace.known === 'weights'
        ? trans.__('Weights that were recorded')
        : trans.__('Queries and keys that were recorded')}
      {facts.length > 0 && `: ${facts.join(' · ')}`}
    </p>
  );
}

function keptText(trans: Translator, as: string, error: number | undefined): string {
  return error === undefined
    ? trans.__('kept as %1', as)
    : trans.__('kept as %1, weights within %2', as, error.toPrecision(2));
}
