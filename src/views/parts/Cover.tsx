import { useState } from 'react';
import type { MouseEvent } from 'react';
import type { Matrix } from '../../engine/index.ts';
import { visible } from '../../figures/index.ts';
import type { PaneName, Prediction } from '../../format/index.ts';
import { questionOf, rememberGuess, strongest, tokensIn } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { NumberField } from './NumberField.tsx';
import { TokenText } from './TokenText.tsx';

/** The side of the pad on which an output is guessed, in pixels. */
const PAD = 180;

interface Props {
  readonly state: Ready;
  /** The part that is covered. */
  readonly pane: PaneName;
  /** The part in whose place it is asked. */
  readonly place: PaneName;
}

/** Stands for a part that is covered: a question, a guess, and the way to the truth. */
export function Cover(props: Props) {
  const { head, query } = props.state.selection;
  const { tokens, keyTokens } = props.state.trace;
  // A guess answers one question: of another head or token, or among others, it is none.
  return <Asked key={JSON.stringify([head, query, tokens[query], keyTokens])} {...props} />;
}

function Asked({ state, pane, place }: Props) {
  const { model, trans } = useSurroundings();
  const [guess, setGuess] = useState<Prediction['guess'] | null>(null);
  const { selection } = state;
  const question = questionOf(pane);
  const reveal = () => {
    const { head, query, predictions } = selection;
    const covered = selection.covered.filter(other => other !== pane);
    if (guess === null) {
      model.select({ covered });
      return;
    }
    const made: Prediction = { question, head, query, guess, truth: truthOf(state, question) };
    rememberGuess(made, place, state);
    // The token that was asked about goes on asking, also where the payload is opened again.
    model.select({ covered, predictions: [...predictions, made], query });
  };
  return (
    <div className="jp-Attention-cover">
      {question === 'most' ? (
        <GuessMost state={state} guess={guess} onGuess={setGuess} />
      ) : (
        <GuessOutput state={state} guess={guess} onGuess={setGuess} />
      )}
      <button type="button" onClick={reveal}>
        {guess === null ? trans.__('Reveal without a guess') : trans.__('Reveal')}
      </button>
    </div>
  );
}

/** What is true of a question, for the head and the query that are chosen. */
function truthOf(
  { trace, selection }: Ready,
  question: Prediction['question']
): NonNullable<Prediction['truth']> {
  const { head, query } = selection;
  const row = trace.heads[head].weights[query];
  return question === 'output' ? [...trace.output[query].slice(0, 2)] : strongest(row);
}

interface GuessProps {
  readonly state: Ready;
  readonly guess: Prediction['guess'] | null;
  readonly onGuess: (guess: Prediction['guess']) => void;
}

function GuessMost({ state: { trace, selection }, guess, onGuess }: GuessProps) {
  const { trans } = useSurroundings();
  return (
    <fieldset className="jp-Attention-field">
      <legend>
        {trans.__(
          'Which token gets most of the attention of %1?',
          visible(trace.tokens[selection.query])
        )}
      </legend>
      <div className="jp-Attention-fieldRow">
        {tokensIn(selection.listed.key).map(key => (
          <button key={key} type="button" aria-pressed={guess === key} onClick={() => onGuess(key)}>
            <TokenText token={trace.keyTokens[key]} />
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function GuessOutput({ state: { trace, selection }, guess, onGuess }: GuessProps) {
  const { trans } = useSurroundings();
  const [x, y] = Array.isArray(guess) ? (guess as readonly number[]) : [0, 0];
  const reach = reachOf(trace.embeddings);
  const place = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const across = (event.clientX - box.left) / box.width;
    const down = (event.clientY - box.top) / box.height;
    onGuess(
      [(2 * across - 1) * reach, (1 - 2 * down) * reach].map(part => Number(part.toPrecision(2)))
    );
  };
  const on = (value: number) => ((value / reach + 1) / 2) * PAD;
  return (
    <fieldset className="jp-Attention-field">
      <legend>
        {trans.__('Where does the output of %1 go?', visible(trace.tokens[selection.query]))}
      </legend>
      <div className="jp-Attention-fieldRow">
        <svg
          className="jp-Attention-pad"
          width={PAD}
          height={PAD}
          aria-hidden="true"
          onClick={place}
        >
          <line x1={0} x2={PAD} y1={PAD / 2} y2={PAD / 2} />
          <line x1={PAD / 2} x2={PAD / 2} y1={0} y2={PAD} />
          {tokensIn(selection.listed.query)
            .map(t => trace.embeddings[t])
            .map((row, t) => (
              <circle key={t} cx={on(row[0])} cy={PAD - on(row[1] ?? 0)} r={3} />
            ))}
          {guess !== null && (
            <path d={`M ${on(x) - 5} ${PAD - on(y)} h 10 m -5 -5 v 10`} strokeWidth={2} />
          )}
        </svg>
        <NumberField
          value={x}
          label={trans.__('Guess, dimension 1')}
          onChange={to => onGuess([to, y])}
        />
        <NumberField
          value={y}
          label={trans.__('Guess, dimension 2')}
          onChange={to => onGuess([x, to])}
        />
      </div>
    </fieldset>
  );
}

function reachOf(embeddings: Matrix): number {
  const parts = embeddings.flatMap(row => [...row.slice(0, 2)]);
  const most = parts.reduce((most, part) => Math.max(most, Math.abs(part)), 0);
  return Math.min(Number.MAX_VALUE, 1.2 * most) || 1;
}
