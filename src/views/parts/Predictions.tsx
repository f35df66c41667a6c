import { decimal, separator, visible } from '../../figures/index.ts';
import type { Prediction } from '../../format/index.ts';
import { isAsked } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { TokenText } from './TokenText.tsx';

/** What was guessed, beside what is true. */
export function Predictions({ state }: { readonly state: Ready }) {
  const { model, trans, theme } = useSurroundings();
  const { trace, selection } = state;
  const told = (answer: Prediction['truth']) =>
    typeof answer === 'number'
      ? visible(trace.keyTokens[answer] ?? '')
      : (answer ?? []).map(part => decimal(part, theme)).join(separator(theme));
  if (selection.predictions.length === 0) {
    return null;
  }
  return (
    <table className="jp-Attention-predictions">
      <caption>{trans.__('Guesses and truth')}</caption>
      <thead>
        <tr>
          <th scope="col">{trans.__('query')}</th>
          <th scope="col">{trans.__('question')}</th>
          <th scope="col">{trans.__('guess')}</th>
          <th scope="col">{trans.__('truth')}</th>
        </tr>
      </thead>
      <tbody>
        {selection.predictions.map(({ question, query, guess, truth }, i) => (
          <tr key={i}>
            <th scope="row">
              <TokenText token={trace.tokens[query] ?? ''} />
            </th>
            <td>
              {question === 'most' ? trans.__('gets most') : trans.__('where the output goes')}
            </td>
            <td>{told(guess)}</td>
            <td>
              {isAsked(selection.covered, question)
                ? trans.__('covered')
                : truth === undefined
                  ? ''
                  : told(truth)}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={4}>
            <button type="button" onClick={() => model.select({ predictions: [] })}>
              {trans.__('Forget them')}
            </button>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
