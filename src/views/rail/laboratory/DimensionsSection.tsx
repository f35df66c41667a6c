import { useMemo } from 'react';
import { decimal } from '../../../figures/index.ts';
import type { NumberName } from '../../../figures/index.ts';
import {
  DIMENSIONS,
  drawnFrom,
  LISTED,
  scalingCurve,
  scalingsOf,
  showsWeights
} from '../../../model/index.ts';
import type { Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { HeadMark } from '../../parts/HeadMark.tsx';
import { NumberField } from '../../parts/NumberField.tsx';
import { EntropyCurve } from './EntropyCurve.tsx';
import { Field } from './Field.tsx';

/** The seed from which is drawn first. */
const SEED = 7;
const LAST_SEED = 2 ** 31 - 1;

/** What 1/√d_k is for: dimensions turned up, and what they do to the rows with the scale and without. */
export function DimensionsSection({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const { spec, trace, selection } = state;
  const drawn = drawnFrom(spec);
  const dimensions = trace.heads[0].query[0].length;
  const seed = drawn?.seed ?? spec.seed ?? SEED;
  const few = Math.max(trace.tokens.length, trace.keyTokens.length) <= LISTED;
  const draw = (dimensions: number, seed: number) =>
    model.edit({ type: 'drawn', dimensions, seed });
  return (
    <div className="jp-Attention-dimensions">
      <Field
        name={trans.__('Dimensions')}
        hint={trans.__(
          'Scores spread like √d_k: without the scale one share nears 1 and the others 0, where p (1 − p), the gradient of the softmax, is next to nothing.'
        )}
      >
        <input
          type="range"
          aria-label={trans.__('Dimensions of q and k')}
          aria-valuetext={`d_k = ${dimensions}`}
          min={0}
          max={DIMENSIONS.length - 1}
          step={1}
          value={Math.max(0, DIMENSIONS.filter(choice => choice <= dimensions).length - 1)}
          disabled={!few}
          onPointerDown={() => model.beginGesture()}
          onPointerUp={() => model.endGesture()}
          onPointerCancel={() => model.endGesture()}
          onChange={event => draw(DIMENSIONS[Number(event.target.value)], seed)}
        />
        <output>d_k = {dimensions}</output>
      </Field>
      {drawn ? (
        <Seed drawn={drawn} draw={draw} />
      ) : (
        <p className="jp-Attention-hint">
          {few
            ? trans.__(
                'The slider draws random vectors for the same tokens; undo brings these back.'
              )
            : trans.__('Vectors can be drawn for up to %1 tokens.', LISTED)}
        </p>
      )}
      {few && showsWeights(selection) && <Measures state={state} />}
      {drawn && showsWeights(selection) && <Curve state={state} seed={drawn.seed} />}
    </div>
  );
}

interface SeedProps {
  readonly drawn: { readonly dimensions: number; readonly seed: number };
  readonly draw: (dimensions: number, seed: number) => void;
}

/** The seed from which is drawn, and the way to others. */
function Seed({ drawn: { dimensions, seed }, draw }: SeedProps) {
  const { trans } = useSurroundings();
  return (
    <div className="jp-Attention-seed">
      <span>{trans.__('drawn from seed')}</span>
      <NumberField
        value={seed}
        digits={0}
        step={1}
        whole
        least={0}
        label={trans.__('Seed')}
        onChange={to => draw(dimensions, Math.min(to, LAST_SEED))}
      />
      <button type="button" onClick={() => draw(dimensions, (seed + 1) % (LAST_SEED + 1))}>
        {trans.__('Another seed')}
      </button>
    </div>
  );
}

/** The measures of the rows that are shown, with the scale and without. */
function Measures({ state: { trace, selection } }: { readonly state: Ready }) {
  const { trans, theme } = useSurroundings();
  const { head, precise } = selection;
  const { scaled, unscaled } = useMemo(() => scalingsOf(trace, head), [trace, head]);
  const most = decimal(Math.log2(trace.keyTokens.length), theme);
  const rows = [
    ['score_spread', 'spread', trans.__('spread of the scores')],
    ['mean_entropy', 'entropy', trans.__('entropy, of %1 bits', most)],
    ['mean_largest', 'largest', trans.__('largest share')],
    ['mean_gradient', 'gradient', trans.__('gradient, Σ p (1 − p)')]
  ] as const;
  const cell = (name: NumberName, value: number) => (
    <td data-number={name} tabIndex={-1}>
      {decimal(value, theme, precise)}
    </td>
  );
  return (
    <table
      className="jp-Attention-scalings"
      data-numbers
      tabIndex={0}
      aria-label={trans.__('What the scale does: arrow keys go from number to number')}
    >
      <caption>
        {trans.__('Spread of all scores, means of all rows')}{' '}
        <HeadMark head={head} of={trace.heads.length} />
      </caption>
      <thead>
        <tr>
          <td />
          <th scope="col">× 1/√d_k</th>
          <th scope="col">{trans.__('no scale')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([kind, name, words]) => (
          <tr key={kind}>
            <th scope="row">{words}</th>
            {cell(`${kind}:0:0`, scaled[name])}
            {cell(`${kind}:0:1`, unscaled[name])}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CurveProps {
  readonly state: Ready;
  readonly seed: number;
}

/** The same tokens in every number of dimensions; drawn anew only when something of it has changed. */
function Curve({ state: { spec, trace }, seed }: CurveProps) {
  const { sentence, tokens, mask, maskAt, temperature, softmax } = spec;
  const points = useMemo(
    () => scalingCurve({ sentence, tokens, mask, maskAt, temperature, softmax }, seed),
    [sentence, tokens, mask, maskAt, temperature, softmax, seed]
  );
  return (
    <EntropyCurve
      points={points}
      most={Math.log2(trace.keyTokens.length)}
      dimensions={trace.heads[0].query[0].length}
    />
  );
}
