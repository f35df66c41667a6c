import { useEffect, useState } from 'react';
import { defaultScale } from '../../../engine/index.ts';
import { decimal } from '../../../figures/index.ts';
import type { Touched } from '../../../format/index.ts';
import { shownLayer } from '../../../model/index.ts';
import type { Ready, Stages } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { NumberField } from '../../parts/NumberField.tsx';
import { Choice, Field } from './Field.tsx';

/** The ends of the temperature's slider, as powers of ten: as good as argmax, as good as the mean. */
const [COLD, HOT] = [-3, 3];

/** Those that are drawn where a step of a lesson leaves some of them alone; else all. */
export interface Only {
  readonly only?: readonly Touched[];
}

/** Scale, temperature, softmax and residual. */
export function StagesSection({ state, only }: { readonly state: Ready } & Only) {
  const { model } = useSurroundings();
  const set = (stages: Stages) => model.edit({ type: 'stages', stages });
  const has = (name: Touched) => !only || only.includes(name);
  return (
    <>
      {has('scale') && <ScaleField state={state} set={set} />}
      {has('temperature') && <TemperatureField state={state} set={set} />}
      {has('softmax') && <SoftmaxField state={state} set={set} />}
      {has('residual') && state.trace.known === 'inputs' && (
        <ResidualField state={state} set={set} />
      )}
    </>
  );
}

interface Props {
  readonly state: Ready;
  readonly set: (stages: Stages) => void;
}

/** How far a scale that float32 has rounded may be from the usual one. */
const ROUNDED = 1e-6;

function ScaleField({ state: { spec, trace }, set }: Props) {
  const { trans, theme } = useSurroundings();
  const { scale } = shownLayer(spec);
  const usual = defaultScale(trace.heads[0].query[0].length);
  // Of recorded heads it is given as a number, which mostly is the usual one. Elsewhere a number is somebody's own, and
  // its field stays where it is being typed.
  const isUsual =
    scale === undefined || (trace.known === 'heads' && Math.abs(scale / usual - 1) < ROUNDED);
  return (
    <Field
      name={trans.__('Scale')}
      hint={trans.__(
        'Products of longer vectors spread more; 1/√d_k keeps their spread, and so the softmax, as it was.'
      )}
    >
      <Choice
        label={trans.__('Scale')}
        value={isUsual ? 'usual' : scale === 1 ? 'none' : 'own'}
        choices={[
          ['usual', '1/√d_k'],
          ['none', trans.__('none')],
          ['own', trans.__('own value')]
        ]}
        onChoose={choice => set({ scale: { usual: undefined, none: 1, own: 2 * usual }[choice] })}
      />
      {!isUsual && scale !== 1 && (
        <NumberField
          value={scale}
          digits={theme.decimals + 1}
          name="scale:0:0"
          label={trans.__('Own scale')}
          step={0.1}
          onChange={value => set({ scale: value })}
        />
      )}
    </Field>
  );
}

function TemperatureField({ state: { trace }, set }: Props) {
  const { model, trans, theme } = useSurroundings();
  const { temperature } = trace;
  // Where a key has brought it that is not shown yet: the next one goes on from there.
  const [ahead, setAhead] = useState<number | null>(null);
  useEffect(() => setAhead(null), [temperature]);
  return (
    <Field
      name={trans.__('Temperature')}
      hint={trans.__(
        'Scores are divided by it: a cold softmax takes the largest alone (argmax), a hot one the mean.'
      )}
    >
      <span className="jp-Attention-range">
        <input
          type="range"
          aria-label={trans.__('Temperature')}
          aria-valuetext={decimal(temperature, theme, false, 3)}
          min={COLD}
          max={HOT}
          step={0.05}
          value={ahead ?? Math.log10(temperature)}
          onPointerDown={() => model.beginGesture()}
          onPointerUp={() => model.endGesture()}
          onPointerCancel={() => model.endGesture()}
          onChange={event => {
            const power = Number(event.target.value);
            setAhead(power);
            set({ temperature: Math.abs(power) < 1e-9 ? undefined : 10 ** power });
          }}
        />
        <span>{trans.__('argmax')}</span>
        <span>{trans.__('mean')}</span>
      </span>
      <NumberField
        value={temperature}
        digits={theme.decimals + 1}
        name="temperature:0:0"
        label={trans.__('Temperature, as a number')}
        above={0}
        onChange={value => set({ temperature: value === 1 ? undefined : value })}
      />
    </Field>
  );
}

function SoftmaxField({ state: { trace }, set }: Props) {
  const { trans } = useSurroundings();
  return (
    <Field
      name={trans.__('Softmax')}
      hint={trans.__(
        'The stable one subtracts the largest score first; the naive one overflows from scores of about 710.'
      )}
    >
      <Choice
        label={trans.__('Softmax')}
        value={trace.softmax}
        choices={[
          ['stable', trans.__('stable')],
          ['naive', trans.__('naive')]
        ]}
        onChoose={choice => set({ softmax: choice === 'naive' ? choice : undefined })}
      />
    </Field>
  );
}

function ResidualField({ state: { trace }, set }: Props) {
  const { trans } = useSurroundings();
  return (
    <Field
      name={trans.__('Residual')}
      hint={trans.__(
        'What attention found is added to the word (x + Δ); it does not take the word’s place.'
      )}
    >
      <label>
        <input
          type="checkbox"
          checked={trace.residual}
          onChange={event => set({ residual: event.target.checked || undefined })}
        />
        {trans.__('x + Δ')}
      </label>
    </Field>
  );
}
