import { measureRow } from '../../engine/index.ts';
import type { RowMeasures } from '../../engine/index.ts';
import { visible } from '../text.ts';
import { say, show, sum } from './at.ts';
import type { At, Kind, Kinds, NumberName, Provenance } from './at.ts';
import { rowWeights } from './softmax.ts';

/** What a row of weights says of itself. */
export const MEASURES: Kinds = {
  sum: measure('sum', total),
  entropy: measure('entropy', entropy),
  effective: measure('effective', effective),
  max_weight: measure('max', largest),
  removed: measure('removed', removed)
};

function measure(name: keyof RowMeasures, made: Kind['made']): Kind {
  return {
    step: 'normalise',
    value: ({ trace, selection, row }) =>
      row < trace.tokens.length ? measureRow(trace, selection.head, row)[name] : undefined,
    made
  };
}

function total(at: At, value: number): Provenance {
  const terms = sum(at.own.weights[at.row], weight => show(weight, at), at);
  return { sources: rowWeights(at), text: `${terms} = ${show(value, at)}` };
}

function entropy(at: At, value: number): Provenance {
  return {
    sources: rowWeights(at),
    text: say(at, 'entropy', show(value, at))
  };
}

function effective(at: At, value: number): Provenance {
  if (value === 0) {
    return { sources: rowWeights(at), text: say(at, 'attendsToNone') };
  }
  const { entropy: bits } = measureRow(at.trace, at.selection.head, at.row);
  return {
    sources: [`entropy:${at.row}:0`],
    text: say(at, 'effective', show(bits, at), show(value, at))
  };
}

function largest(at: At, value: number): Provenance {
  if (Number.isNaN(value)) {
    return { sources: rowWeights(at), text: say(at, 'notNumbers') };
  }
  const key = at.own.weights[at.row].indexOf(value);
  const source: NumberName = `weights:${at.row}:${key}`;
  return key < 0
    ? { sources: rowWeights(at), text: say(at, 'noneAbove') }
    : {
        sources: [source],
        text: say(at, 'largestWeight', visible(at.trace.keyTokens[key]), show(value, at, 1))
      };
}

function removed(at: At, value: number): Provenance {
  const { trace, row } = at;
  const keys = trace.keyTokens.filter((_, key) => trace.mask?.[row][key] === false);
  const names = keys.slice(0, 4).map(key => visible(key));
  const more = keys.length > 4 ? `, … ${keys.length}` : '';
  return {
    sources: [],
    text:
      keys.length === 0
        ? say(at, 'nothingRemoved')
        : say(at, 'removed', names.join(', ') + more, show(value, at))
  };
}
