import type { Rope } from '../../../engine/index.ts';
import type { Ready, Stages } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { Folded } from '../../parts/Folded.tsx';
import { NumberField } from '../../parts/NumberField.tsx';
import { Choice } from './Field.tsx';

/** Of rotary positions what is usual. */
const BASE = 10_000;

interface Props {
  readonly state: Ready;
  readonly set: (stages: Stages) => void;
}

/** How rotary positions turn: how slowly the slowest pair, how many components, which of them together, and how large. */
export function RotationFields({ state: { trace }, set }: Props) {
  const { trans } = useSurroundings();
  const rope: Rope = trace.rope ?? {};
  const width = trace.heads[0].query[0].length;
  const change = (part: Rope) => {
    const next = Object.fromEntries(
      Object.entries({ ...rope, ...part }).filter(([, value]) => value !== undefined)
    );
    set({ positions: Object.keys(next).length > 0 ? { rope: next } : 'rope' });
  };
  return (
    <Folded summary={trans.__('How it turns')} open={trace.rope !== null}>
      {rope.frequencies ? (
        <span>
          {trans.__('%1 frequencies of their own', rope.frequencies.length)}{' '}
          <button type="button" onClick={() => change({ frequencies: undefined })}>
            {trans.__('From a base again')}
          </button>
        </span>
      ) : (
        <label>
          {trans.__('base')}{' '}
          <NumberField
            value={rope.base ?? BASE}
            digits={0}
            step={100}
            above={0}
            label={trans.__('Base of the wavelengths')}
            onChange={base => change({ base: base === BASE ? undefined : base })}
          />
        </label>
      )}
      <label>
        {trans.__('dims')}{' '}
        <NumberField
          value={rope.dims ?? width}
          digits={0}
          step={2}
          whole
          least={2}
          label={trans.__('How many components are turned')}
          onChange={dims => change({ dims: dims === width ? undefined : dims })}
        />
      </label>
      <Choice
        label={trans.__('Which components turn together')}
        value={rope.pairs ?? 'halves'}
        choices={[
          ['halves', trans.__('halves')],
          ['neighbours', trans.__('neighbours')]
        ]}
        onChoose={pairs => change({ pairs: pairs === 'halves' ? undefined : pairs })}
      />
      <label>
        ×{' '}
        <NumberField
          value={rope.factor ?? 1}
          label={trans.__('What cosines and sines are multiplied by')}
          onChange={factor => change({ factor: factor === 1 ? undefined : factor })}
        />
      </label>
    </Folded>
  );
}
