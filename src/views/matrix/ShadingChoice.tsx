import { SHADINGS } from '../../format/index.ts';
import type { Shading } from '../../format/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';

/** What the full colour of the matrix stands for: for all rows the same, or for each its own most. */
export function ShadingChoice({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const names: Record<Shading, string> = {
    sight: trans.__('colour: strongest in sight'),
    row: trans.__('colour: strongest of each row')
  };
  return (
    <select
      className="jp-Attention-shading"
      aria-label={trans.__('What the full colour stands for')}
      value={state.selection.shading}
      onChange={event => model.select({ shading: event.target.value as Shading })}
    >
      {SHADINGS.map(shading => (
        <option key={shading} value={shading}>
          {names[shading]}
        </option>
      ))}
    </select>
  );
}
