import { learnedPositions, learnedRow, sinusoidalPositions } from '../../engine/index.ts';
import type { Matrix, Trace, Vector } from '../../engine/index.ts';
import { given, say, show } from './at.ts';
import type { At, Kind, Kinds, NumberName, Provenance } from './at.ts';

/** Words, positions, and their sums: what the layer is given. */
export const INPUTS: Kinds = {
  w_q: matrixEntry('query', 'W_Q'),
  w_k: matrixEntry('key', 'W_K'),
  w_v: matrixEntry('value', 'W_V'),
  w_o: matrixEntry('output', 'W_O'),
  b_q: vectorEntry('b_Q', ({ biases }) => biases?.query),
  b_k: vectorEntry('b_K', ({ biases }) => biases?.key),
  b_v: vectorEntry('b_V', ({ biases }) => biases?.value),
  b_o: vectorEntry('b_O', ({ biases }) => biases?.output),
  norm_q: vectorEntry('norm_Q', ({ norms }) => norms?.query?.weight),
  norm_k: vectorEntry('norm_K', ({ norms }) => norms?.key?.weight),
  softcap: {
    step: 'embed',
    value: ({ trace }) => trace.softcap ?? undefined,
    made: at => given(say(at, 'softcap'))
  },
  sinks: {
    step: 'embed',
    value: ({ trace, column }) => trace.sinks?.[column],
    made: at => given(say(at, 'sinkOf', at.column + 1))
  },
  embeddings: word(trace => trace.embeddings),
  keys: word(trace => trace.keyEmbeddings),
  positions: {
    step: 'embed',
    value: ({ trace, row, column }) =>
      typeof trace.positions === 'object' ? trace.positions?.[row]?.[column] : undefined,
    made: at => given(say(at, 'position'))
  },
  positioned: {
    step: 'embed',
    value: ({ trace, row, column }) => trace.positioned[row]?.[column],
    made: (at, value) => positioned(at, 'embeddings', at.trace.embeddings, value)
  },
  key_positioned: {
    step: 'embed',
    value: ({ trace, row, column }) => trace.keyPositioned[row]?.[column],
    made: (at, value) => positioned(at, 'keys', at.trace.keyEmbeddings, value)
  }
};

/** The name under which the words that are projected stand: with their positions, where they have any. */
export function wordsName(trace: Trace, side: 'query' | 'key'): string {
  const added = trace.positioned !== trace.embeddings;
  return side === 'key' && trace.cross
    ? added
      ? 'key_positioned'
      : 'keys'
    : added
      ? 'positioned'
      : 'embeddings';
}

function matrixEntry(role: keyof Trace['projections'], name: string): Kind {
  return {
    step: 'embed',
    value: ({ trace, row, column }) => trace.projections[role]?.[row]?.[column],
    made: at => given(say(at, 'entry', name))
  };
}

function vectorEntry(name: string, of: (trace: Trace) => Vector | undefined): Kind {
  return {
    step: 'embed',
    value: ({ trace, column }) => of(trace)?.[column],
    made: at => given(say(at, 'entry', name))
  };
}

function word(words: (trace: Trace) => Matrix): Kind {
  return {
    step: 'embed',
    value: ({ trace, row, column }) => words(trace)[row]?.[column],
    made: at => given(say(at, 'embedding'))
  };
}

/** Embedding + position. */
function positioned(at: At, kind: string, words: Matrix, value: number): Provenance {
  const { trace, row, column } = at;
  const { positions } = trace;
  const position = trace.positionOffset + row;
  const own: NumberName = `${kind}:${row}:${column}`;
  const part = show(words[row][column], at);
  if (typeof positions === 'object' && positions !== null) {
    const [vector] = learnedPositions(positions, 1, position);
    return {
      sources: [own, `positions:${learnedRow(positions, position)}:${column}`],
      text: say(at, 'learned', part, show(vector[column], at), position, show(value, at))
    };
  }
  const [wave] = sinusoidalPositions(1, words[row].length, position);
  const name = column % 2 === 0 ? 'sine' : 'cosine';
  return {
    sources: [own],
    text: say(at, name, part, show(wave[column], at), position, show(value, at))
  };
}
