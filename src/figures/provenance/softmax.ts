import { softmaxStepsOf } from '../../engine/index.ts';
import type { SoftmaxSteps, Vector } from '../../engine/index.ts';
import { visible } from '../text.ts';
import { given, ofKeys, ofPairs, say, show, sum } from './at.ts';
import type { At, Kinds, NumberName, Provenance } from './at.ts';
import { forbidden, logitName } from './scores.ts';

/**
 * The softmax of the token that is asking, step by step: `shifted`, `exponential` and `share` are
 * named by their key, `max`, `exp_sum` and `share_sum` by the query. `weights` are those of all tokens.
 */
export const SOFTMAX: Kinds = {
  max: {
    step: 'exponentiate',
    value: at => ofQuery(at, stepsAt(at).max),
    made: largest
  },
  shifted: {
    step: 'exponentiate',
    value: at => stepsAt(at).shifted[at.row],
    made: shifted,
    masked: at => forbidden({ ...at, row: at.selection.query, column: at.row })
  },
  exponential: {
    step: 'exponentiate',
    value: at => stepsAt(at).exponentials[at.row],
    made: exponential
  },
  exp_sum: {
    step: 'exponentiate',
    value: at => ofQuery(at, stepsAt(at).sum),
    made: exponentialSum
  },
  share: { step: 'normalise', value: at => stepsAt(at).weights[at.row], made: share },
  share_sum: {
    step: 'normalise',
    value: at => ofQuery(at, total(stepsAt(at).weights)),
    made: (at, value) => ({
      sources: ofKeys('share', at),
      text: say(at, 'shareSum', show(value, at, 1))
    })
  },
  weights: {
    step: 'normalise',
    value: ({ own, row, column }) => own.weights[row]?.[column],
    made: weight
  }
};

function stepsAt({ trace, selection }: At): SoftmaxSteps {
  return softmaxStepsOf(trace, selection.head, selection.query);
}

/** Only of the query that is asking. */
function ofQuery<T>({ selection, row }: At, value: T): T | undefined {
  return row === selection.query ? value : undefined;
}

function largest(at: At, value: number): Provenance {
  const { trace, own, row } = at;
  if (value === -Infinity) {
    return given(say(at, 'noLargest'));
  }
  const key = own.maskedScores[row].indexOf(value);
  if (key < 0) {
    return given(say(at, 'largestIsSink', show(value, at)));
  }
  const token = visible(trace.keyTokens[key] ?? '');
  return {
    sources: trace.keyTokens.map((_, k) => logitName(at, row, k)),
    text: say(at, 'largest', token, show(value, at))
  };
}

function shifted(at: At, value: number): Provenance {
  const { selection, own, row } = at;
  const { query } = selection;
  const score = own.maskedScores[query][row]!;
  return {
    sources: [logitName(at, query, row), `max:${query}:0`],
    text: `${show(score, at)} − ${show(stepsAt(at).max, at)} = ${show(value, at)}`
  };
}

function exponential(at: At, value: number): Provenance {
  const { trace, selection, own, row } = at;
  const { query } = selection;
  const naive = trace.softmax === 'naive';
  const score = own.maskedScores[query][row];
  const sources: NumberName[] = [naive ? logitName(at, query, row) : `shifted:${row}:0`];
  if (score === null) {
    return { sources, text: say(at, 'maskedExp') };
  }
  const max = naive ? '' : ` − ${show(stepsAt(at).max, at)}`;
  return { sources, text: `exp(${show(score, at)}${max}) = ${show(value, at, 1)}` };
}

function exponentialSum(at: At, value: number): Provenance {
  const { exponentials, sink } = stepsAt(at);
  const terms = sum(exponentials, part => show(part, at, 1), at);
  const taken = at.trace.sinks ? ` + ${say(at, 'sink', show(sink, at, 1))}` : '';
  const { trace, selection } = at;
  return {
    sources: [
      ...ofKeys('exponential', at),
      ...(trace.sinks ? [`sinks:0:${selection.head}` as const] : [])
    ],
    text: `${terms}${taken} = ${show(value, at, 1)}`
  };
}

function share(at: At): Provenance {
  const { selection, row } = at;
  return {
    sources: [`exponential:${row}:0`, `exp_sum:${selection.query}:0`],
    text: shareText(stepsAt(at), row, at)
  };
}

function shareText({ exponentials, sum, weights }: SoftmaxSteps, key: number, at: At): string {
  const weight = show(weights[key], at, 1);
  return sum === 0 && weights[key] === 0
    ? say(at, 'nothingShared', weight)
    : say(at, 'share', show(exponentials[key], at, 1), show(sum, at, 1), weight);
}

function weight(at: At): Provenance {
  const { trace, selection, row, column } = at;
  const chosen = row === selection.query;
  const late = trace.maskAt === 'weights' && trace.mask !== null;
  const text = shareText(softmaxStepsOf(trace, selection.head, row), column, at);
  const lost = late && !trace.mask[row][column];
  const steps = late
    ? ([`share:${column}:0`] as const)
    : [...ofKeys('exponential', at), `exp_sum:${row}:0` as const];
  return {
    sources: [`masked_scores:${row}:${column}`, ...(chosen ? steps : [])],
    text: lost ? say(at, 'maskedShare', text) : text
  };
}

/** The weights of a row, by name. */
export function rowWeights(at: At): readonly NumberName[] {
  return ofPairs('weights', at.row, at);
}

function total(row: Vector): number {
  return row.reduce((all, entry) => all + entry, 0);
}
