import { components, say, show, sumOfProducts } from './at.ts';
import type { At, Kinds, NumberName, Provenance } from './at.ts';
import { wordsName } from './inputs.ts';

/** What comes after the heads: side by side, mixed by W_O, added to the word. */
export const LAYER: Kinds = {
  concatenated: {
    step: 'concatenate',
    value: ({ trace, row, column }) => trace.concatenated[row]?.[column],
    made: concatenated
  },
  mixed: {
    step: 'mix',
    value: ({ trace, row, column }) =>
      trace.projections.output ? trace.mixed[row]?.[column] : undefined,
    made: mixed
  },
  residual: {
    step: 'residual',
    value: ({ trace, row, column }) => (trace.residual ? trace.output[row]?.[column] : undefined),
    made: residual
  }
};

/** The head that a component came from: itself where it is chosen, its own arithmetic otherwise. */
function concatenated(at: At, value: number): Provenance {
  const { trace, selection, own, row, column } = at;
  const width = own.value[0].length;
  const [head, c] = [Math.floor(column / width), column % width];
  const { weights, value: values } = trace.heads[head];
  const parts = values.map(vector => vector[c]);
  const products = sumOfProducts(weights[row], parts, at);
  return {
    sources: head === selection.head ? [`output:${row}:${c}`] : [],
    text: say(at, 'ofHead', head + 1, c + 1, products, show(value, at, 1))
  };
}

/** The concatenated row times a column of W_O. */
function mixed(at: At, value: number): Provenance {
  const { trace, row, column } = at;
  const side = trace.concatenated[row];
  const entries = trace.projections.output!.map(entry => entry[column]);
  const bias = trace.biases?.output?.[column];
  const added = bias === undefined ? '' : ` + ${say(at, 'bias', show(bias, at))}`;
  return {
    sources: [
      ...components(sideName(at), row, side),
      ...entries.map((_, r): NumberName => `w_o:${r}:${column}`)
    ],
    text: say(at, 'mixed', sumOfProducts(side, entries, at) + added, show(value, at, 1))
  };
}

/** x + Δ. */
function residual(at: At, value: number): Provenance {
  const { trace, row, column } = at;
  const found = trace.projections.output ? 'mixed' : sideName(at);
  const [x, delta] = [trace.positioned[row][column], trace.mixed[row][column]];
  return {
    sources: [`${wordsName(trace, 'query')}:${row}:${column}`, `${found}:${row}:${column}`],
    text: `x + Δ: ${show(x, at)} + ${show(delta, at, 1)} = ${show(value, at, 1)}`
  };
}

/** One head alone has nothing beside it: what is mixed is its output. */
function sideName({ trace }: At): string {
  return trace.heads.length > 1 ? 'concatenated' : 'output';
}
