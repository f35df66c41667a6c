import { GEOMETRY } from '../../../format/index.ts';
import type { Geometry } from '../../../format/index.ts';
import type { Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { ChecksField } from './Field.tsx';

/** What is drawn besides, to see why. */
export function GeometrySection({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const { geometry, layers } = state.selection;
  const names: Record<Geometry, string> = {
    levels: trans.__('level lines of q·k'),
    hull: trans.__('hull of the values'),
    norms: trans.__('‖weight × v‖')
  };
  return (
    <ChecksField
      name={trans.__('Geometry')}
      hint={trans.__(
        'All keys on a level line score the same; an output is a mix of values and stays in their hull; a large weight on a small value moves little.'
      )}
      choices={GEOMETRY}
      names={names}
      checked={geometry}
      onChange={shown =>
        model.select({
          geometry: shown,
          // A hull is drawn around values: they have to be on the plane.
          ...(shown.includes('hull') && !layers.includes('value') && { layers: ['value'] })
        })
      }
    />
  );
}
