import { useState } from 'react';
import { mapVector, naiveSoftmaxSteps, softmax } from '../../engine/index.ts';
import type { MaskedScore } from '../../engine/index.ts';
import { decimal, percent } from '../../figures/index.ts';
import { showsWeights } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import type { Translator } from '../frame/translator.ts';
import { NotYet } from '../parts/NotYet.tsx';
import { RailPane } from './RailPane.tsx';

/** Short notes that can be unfolded. */
export function NotesPane({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  return (
    <RailPane state={state} name="notes" title={trans.__('Notes')}>
      <details>
        <summary>{trans.__('What the matrices do')}</summary>
        <p>
          {trans.__(
            'W_Q, W_K and W_V move the vectors to where a question meets its answers: words that matter to one another come to point the same way, and their product grows. Turn one of the matrices and watch who finds whom.'
          )}
        </p>
      </details>
      {state.trace.known !== 'weights' && (
        <details>
          <summary>{trans.__('Why softmax subtracts the maximum')}</summary>
          {showsWeights(state.selection) ? (
            <Overflow state={state} />
          ) : (
            <NotYet state={state} step="normalise" />
          )}
        </details>
      )}
      <details>
        <summary>{trans.__('Where real matrices come from')}</summary>
        <p>
          {trans.__(
            'Unless you brought your own, the matrices here are simulated: three plain rotations. In a real model every number of them is learned, by backpropagation from the errors of its predictions.'
          )}
        </p>
      </details>
      <details>
        <summary>{trans.__('What attention is')}</summary>
        <p>
          {trans.__(
            'A structured way to choose context: each token gathers from the others in proportion to how well its query fits their keys. It is one part of a model and not by itself the reason of a prediction.'
          )}
        </p>
      </details>
    </RailPane>
  );
}

/** Keys that take part, and the largest factor as a power of ten. */
const KEYS = 8;
const MOST = 4;

/** What becomes of a row of scores in the naive form. */
type Outcome = 'agree' | 'overflow' | 'underflow' | 'masked';

function outcomeOf(scores: readonly MaskedScore[], sum: number): Outcome {
  if (scores.every(score => score === null)) {
    return 'masked';
  }
  return sum === Infinity ? 'overflow' : 1 / sum === Infinity ? 'underflow' : 'agree';
}

function outcomes(trans: Translator): Record<Outcome, string> {
  return {
    agree: trans.__('Both forms agree.'),
    overflow: trans.__(
      'The naive form has overflowed: divided by an infinite sum, weights are 0 or not a number. The stable form still answers.'
    ),
    underflow: trans.__(
      'The naive form has underflowed: the exponentials are 0, or too small to divide by. The stable form still answers.'
    ),
    masked: trans.__(
      'Every one of these scores is masked: in the naive form 0 ÷ 0 is not a number. The stable form gives no weight.'
    )
  };
}

/** The largest double stands for what is larger: the scores are times a factor here, not computed. */
function bounded(score: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, score));
}

/** The scores of the chosen query, times a factor, through the naive and the stable softmax. */
function Overflow({ state }: { readonly state: Ready }) {
  const { trans, theme } = useSurroundings();
  const [power, setPower] = useState(0);
  const { trace, selection } = state;
  const factor = 10 ** power;
  const all = trace.heads[selection.head].maskedScores[selection.query];
  const row = all.slice(0, KEYS);
  const scores = Array.from(row, score => (score === null ? null : bounded(score * factor)));
  const { weights: naive, sum } = naiveSoftmaxSteps(scores);
  const stable = softmax(scores);
  const outcome = outcomeOf(scores, sum);
  const broken = outcome !== 'agree';
  return (
    <>
      <p>
        {trans.__(
          'exp grows so fast that from about 710 on a double cannot hold it. Subtracting the largest score first changes no weight, because numerator and denominator shrink alike, and the largest exponential becomes exp(0) = 1.'
        )}
      </p>
      <label className="jp-Attention-slider">
        {trans.__('scores × %1', decimal(factor, theme, false, factor < 10 ? 1 : 0))}
        <input
          type="range"
          min={0}
          max={MOST}
          step={0.1}
          value={power}
          onChange={event => setPower(Number(event.target.value))}
        />
      </label>
      <div className="jp-Attention-scroll">
        <table>
          <tbody>
            <tr>
              <th scope="row">{trans.__('scores')}</th>
              {scores.map((score, j) => (
                <td key={j}>{score === null ? '–' : decimal(score, theme, false, 1)}</td>
              ))}
            </tr>
            <tr data-broken={broken}>
              <th scope="row">{trans.__('naive')}</th>
              {mapVector(naive, (weight, j) => (
                <td key={j}>{Number.isNaN(weight) ? trans.__('not a number') : percent(weight)}</td>
              ))}
            </tr>
            <tr>
              <th scope="row">{trans.__('stable')}</th>
              {mapVector(stable, (weight, j) => (
                <td key={j}>{percent(weight)}</td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      <p aria-live="polite">
        {outcomes(trans)[outcome]}{' '}
        {outcome === 'agree' && power < MOST && trans.__('Move the slider to the right.')}{' '}
        {all.length > KEYS && trans.__('Only the first %1 keys take part here.', KEYS)}
      </p>
    </>
  );
}
