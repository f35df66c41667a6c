import { useMemo } from 'react';
import { percent, visible } from '../../figures/index.ts';
import { reached, showsWeights, stepsOf } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { Formula } from '../parts/Formula.tsx';
import { listed } from '../parts/listed.ts';
import { nobody, strongest } from '../parts/strongest.ts';
import { place, Told } from '../parts/Told.tsx';
import type { ToldNumber } from '../parts/Told.tsx';
import { ExampleNote } from './Examples.tsx';
import { MadeUpNote } from './MadeUpNote.tsx';
import { stepFormulas, stepSentences } from './stepWords.ts';
import { Warnings } from './Warnings.tsx';

/**
 * What is seen, in words, in a place that keeps its height: the step with its formula, or who the word
 * that asks listens to; and what is off.
 */
export function StageLine({ state }: { readonly state: Ready }) {
  const { model, trans, theme } = useSurroundings();
  const { trace, selection } = state;
  const at = selection.step === null ? -1 : stepsOf(trace).indexOf(selection.step);
  const step = at < 0 ? null : selection.step;
  return (
    <div className="jp-Attention-line" data-stepping={step !== null}>
      <div>
        <p aria-live="polite">
          {step === null ? <Listens state={state} /> : stepSentences(trans, state, theme)[step]}
        </p>
        {step === null && showsWeights(selection) && <ExampleNote state={state} />}
        {step === null && <MadeUpNote state={state} />}
        {showsWeights(selection) && <Warnings state={state} />}
      </div>
      {step !== null && (
        <>
          <Formula tex={stepFormulas(theme, state)[step]} />
          <select
            aria-label={trans.__('Steps are shown for')}
            value={selection.stepRows}
            onChange={event => model.select({ stepRows: event.target.value as 'one' | 'all' })}
          >
            <option value="one">{trans.__('the word that asks')}</option>
            <option value="all">{trans.__('all words')}</option>
          </select>
        </>
      )}
    </div>
  );
}

/** Who gets most of what the word that asks has to give. */
function Listens({ state: { trace, selection } }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const { head, query } = selection;
  const weights = trace.heads[head].weights[query];
  const { most, equals } = useMemo(() => strongest(weights), [weights]);
  if (!reached(selection, 'normalise')) {
    return null;
  }
  const name = visible(trace.tokens[query]);
  const shares = most.map((key): ToldNumber => [`weights:${query}:${key}`, percent(weights[key])]);
  if (equals > 0) {
    const text = trans.__('%1 gives about %2 to each of %3 words.', name, place(0), equals);
    return <Told text={text} numbers={shares.slice(0, 1)} />;
  }
  const others = most.map((key, i) => trans.__('%1 to %2', place(i), nameOf(trace.keyTokens, key)));
  return most.length === 0 ? (
    <>{nobody(trans, name, weights)}</>
  ) : (
    <Told text={trans.__('%1 gives %2.', name, listed(trans, others))} numbers={shares} />
  );
}

/** A word, with its place where it stands more than once. */
function nameOf(tokens: readonly string[], at: number): string {
  const name = visible(tokens[at], 16);
  return tokens.indexOf(tokens[at]) === tokens.lastIndexOf(tokens[at])
    ? name
    : `${name} (${at + 1})`;
}
