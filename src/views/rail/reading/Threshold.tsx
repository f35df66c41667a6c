import type { Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { NumberField } from '../../parts/NumberField.tsx';

/** Percent that a share can be. */
const MOST = 100;

/** From which share on there is a line: a slider, and the number. */
export function Threshold({ state: { selection } }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const { threshold } = selection;
  const take = (percent: number) => model.select({ threshold: Math.max(0, Math.min(MOST, percent)) }); // prettier-ignore
  return (
    <div className="jp-Attention-threshold">
      <span>{trans.__('lines from')}</span>
      <input
        type="range"
        aria-label={trans.__('Lines of shares from so many percent on')}
        aria-valuetext={`${threshold}%`}
        min={0}
        max={MOST}
        step={1}
        value={threshold}
        onChange={({ target }) => take(Number(target.value))}
      />
      <NumberField
        label={trans.__('The least share that has a line, in percent')}
        value={threshold}
        digits={0}
        step={1}
        whole
        least={0}
        onChange={take}
      />
      <span>%</span>
    </div>
  );
}
