import { visible } from '../../figures/index.ts';
import { messages, said } from '../../format/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';

/** Fields that are named; of more, how many there are. */
const NAMED = 5;

/** Fields of the payload that nobody here knows: a name that was mistyped would change nothing, without a word. */
export function UnknownFields({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const unknown = said(messages.unknownField());
  const paths = state.warnings.flatMap(({ path, message }) =>
    message === unknown ? [visible(path.replace(/^\$\./, ''), 60)] : []
  );
  if (paths.length === 0) {
    return null;
  }
  const named = paths.slice(0, NAMED).join(', ');
  return (
    <p className="jp-Attention-unknown" role="note">
      {paths.length > NAMED
        ? trans.__(
            'Not known here, kept and not used: %1 and %2 more fields of the payload.',
            named,
            paths.length - NAMED
          )
        : trans.__('Not known here, kept and not used: %1.', named)}
    </p>
  );
}
