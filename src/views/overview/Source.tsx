import { visible } from '../../figures/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';

/** Letters of each that are shown. */
const [OF_TEXT, OF_FIELD] = [200, 80];

/** On which text heads were measured, of which model, and how it was recorded: as it is said, as text. */
export function Source({ state: { spec, trace } }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const { name, revision, family, dtype, implementation, libraries, text } = spec.model ?? {};
  const count = trace.tokens.length;
  const said = [name, revision, family, dtype, implementation, libraries].filter(
    field => field !== undefined
  );
  return (
    <p className="jp-Attention-hint">
      {trans.__('Measured on %1 tokens; a pattern depends on the text.', count)}
      {text !== undefined && (
        <>
          {' '}
          {trans.__('The text:')} <q dir="auto">{visible(text, OF_TEXT)}</q>
        </>
      )}
      {said.length > 0 && (
        <>
          {' '}
          {trans.__('The model:')}{' '}
          <bdi>{said.map(field => visible(field, OF_FIELD)).join(' · ')}</bdi>
        </>
      )}
    </p>
  );
}
