import { mapVector } from '../../engine/index.ts';
import { visible } from '../text.ts';
import { components, say, show, sum, sumOfProducts } from './at.ts';
import type { At, Kinds, NumberName, Provenance } from './at.ts';

/** weight × value for each key of the token that is asking, and their sum: the head's output. */
export const VALUES: Kinds = {
  weighted: { step: 'weigh', value: weightedValue, made: weighted },
  norm: {
    step: 'weigh',
    value: at => (at.own.value[at.row] ? Math.hypot(...weightedRow(at, at.row)) : undefined),
    made: norm
  },
  output: {
    step: 'sum',
    value: ({ own, row, column }) => own.output[row]?.[column],
    made: output
  }
};

function weightedRow({ own, selection }: At, key: number): readonly number[] {
  return mapVector(own.value[key] ?? [], part => part * own.weights[selection.query][key]);
}

function weightedValue(at: At): number | undefined {
  return weightedRow(at, at.row)[at.column];
}

function weighted(at: At, value: number): Provenance {
  const { selection, own, row, column } = at;
  const { query } = selection;
  const [weight, part] = [own.weights[query][row], own.value[row][column]];
  return {
    sources: [`weights:${query}:${row}`, `value:${row}:${column}`],
    text: say(at, 'weighted', show(weight, at, 1), show(part, at), show(value, at, 1))
  };
}

function norm(at: At, value: number): Provenance {
  const parts = weightedRow(at, at.row);
  return {
    sources: components('weighted', at.row, parts),
    text: `√(${sum(parts, part => `${show(part, at, 1)}²`, at)}) = ${show(value, at, 1)}`
  };
}

/** One component of the head's output: a column of weighted values, added up. */
function output(at: At, value: number): Provenance {
  const { trace, selection, own, row, column } = at;
  const parts = own.value.map(vector => vector[column]);
  const chosen = row === selection.query;
  return {
    sources: trace.keyTokens.flatMap((_, key): NumberName[] => [
      `weights:${row}:${key}`,
      `value:${key}:${column}`,
      ...(chosen ? [`weighted:${key}:${column}` as const] : [])
    ]),
    text: `${visible(trace.tokens[row])}: ${sumOfProducts(own.weights[row], parts, at)} = ${show(value, at, 1)}`
  };
}
