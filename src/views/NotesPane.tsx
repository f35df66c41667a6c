import { useState } from 'react';
import { mapVector, naiveSoftmax, softmax } from '../engine/index.ts';
import { decimal, percent } from '../figures/index.ts';
import { showsWeights } from '../model/index.ts';
import type { Ready } from '../model/index.ts';
import { useSurroundings } from './context.ts';
import { NotYet } from './NotYet.tsx';
import { Pane } from './Pane.tsx';

/** Short notes that can be unfolded. */
export function NotesPane({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  return (
    <Pane state={state} name="notes" title={trans.__('Notes')}>
      <details>
        <summary>{trans.__('What the matrices do')}</summary>
        <p>
          {trans.__(
            'W_Q, W_K and W_V move the vectors to where a question meets its answers: words that matter to one another come to point the same way, and their product grows. Turn one of the matrices and watch who finds whom.'
          )}
        </p>
      </details>
      <details>
        <summary>{trans.__('Why softmax subtracts the maximum')}</summary>
        {showsWeights(state.selection) ? (
          <Overflow state={state} />
        ) : (
          <NotYet state={state} step="normalise" />
        )}
      </details>
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
    </Pane>
  );
}

/** The scores of the chosen query, times a factor, through the naive and the stable softmax. */
function Overflow({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const [power, setPower] = useState(0);
  const { trace, selection } = state;
  const factor = 10 ** power;
  const row = trace.heads[selection.head].maskedScores[selection.query].slice(0, 8);
  const scores = Array.from(row, score => (score === null ? null : score * factor));
  const naive = naiveSoftmax(scores);
  const stable = softmax(scores);
  const broken = naive.some(weight => !Number.isFinite(weight));
  return (
    <>
      <p>
        {trans.__(
          'exp grows so fast that from about 710 on a double cannot hold it. Subtracting the largest score first changes no weight, because numerator and denominator shrink alike, and the largest exponential becomes exp(0) = 1.'
        )}
      </p>
      <label className="jp-Attention-slider">
        {trans.__('scores × %1', decimal(factor, factor < 10 ? 1 : 0))}
        <input
          type="range"
          min={0}
          max={4}
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
                <td key={j}>{score === null ? '–' : decimal(score, 1)}</td>
              ))}
            </tr>
            <tr data-broken={broken}>
              <th scope="row">{trans.__('naive')}</th>
              {mapVector(naive, (weight, j) => (
                <td key={j}>
                  {Number.isFinite(weight) ? percent(weight) : trans.__('not a number')}
                </td>
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
        {broken
          ? trans.__(
              'The naive form has overflowed: infinity ÷ infinity is not a number. The stable form still answers.'
            )
          : trans.__('Both forms agree. Move the slider to the right.')}
      </p>
    </>
  );
}
