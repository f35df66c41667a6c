import { useSurroundings } from './context.ts';

/** How much is computed, from 0 to 1; seen only where it takes longer than a moment. */
export function Busy({ share }: { readonly share: number | null }) {
  const { trans } = useSurroundings();
  return share === null ? null : (
    <label className="jp-Attention-busy">
      {trans.__('Computing')} <progress value={share} />
    </label>
  );
}
