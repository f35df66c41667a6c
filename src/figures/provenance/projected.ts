import { inverseRms, kvHeadOf, mapVector, pairOf, rotaryAngle } from '../../engine/index.ts';
import { given, say, show, sumOfProducts } from './at.ts';
import type { At, Kind, Kinds, NumberName, Provenance } from './at.ts';
import { wordsName } from './inputs.ts';

type Role = 'query' | 'key' | 'value';

const MATRICES = { query: 'w_q', key: 'w_k', value: 'w_v' } as const;
const BIASES = { query: 'b_q', key: 'b_k', value: 'b_v' } as const;
const NORMS = { query: 'norm_q', key: 'norm_k' } as const;

/** q, k and v; and q and k after their norm, and turned by their positions. */
export const PROJECTED: Kinds = {
  query: projected('query'),
  key: projected('key'),
  value: projected('value'),
  normed_query: normed('query'),
  normed_key: normed('key'),
  rotated_query: rotated('query'),
  rotated_key: rotated('key')
};

function projected(role: Role): Kind {
  return {
    step: 'project',
    value: ({ own, row, column }) => own[role][row]?.[column],
    made: (at, value) => product(at, role, value)
  };
}

/** A row of X times a column of its matrix. */
function product(at: At, role: Role, value: number): Provenance {
  if (at.trace.known === 'heads') {
    return given(say(at, 'recorded', show(value, at)));
  }
  const { trace, selection, own, row, column } = at;
  const { head } = selection;
  const group = role === 'query' ? head : kvHeadOf(head, trace.heads.length, trace.nKvHeads);
  const c = group * own[role][row].length + column;
  const x = role === 'query' ? trace.positioned[row] : trace.keyPositioned[row];
  const entries = trace.projections[role].map(entry => entry[c]);
  const words = wordsName(trace, role === 'query' ? 'query' : 'key');
  return {
    sources: [
      ...mapVector(x, (_, r): NumberName[] => [
        `${words}:${row}:${r}`,
        `${MATRICES[role]}:${r}:${c}`
      ]).flat(),
      ...(trace.biases?.[role] ? [`${BIASES[role]}:0:${c}` as const] : [])
    ],
    text: `${sumOfProducts(x, entries, at)}${biasText(at, role, c)} = ${show(value, at)}`
  };
}

/** What is added to a product, where something is. */
function biasText(at: At, role: Role, c: number): string {
  const bias = at.trace.biases?.[role]?.[c];
  return bias === undefined ? '' : ` + ${say(at, 'bias', show(bias, at))}`;
}

/** The names of queries and keys as they are before they are turned. */
const NORMED = { query: 'normedQuery', key: 'normedKey' } as const;

function normed(role: 'query' | 'key'): Kind {
  return {
    step: 'project',
    value: ({ trace, own, row, column }) =>
      trace.norms?.[role] ? own[NORMED[role]][row]?.[column] : undefined,
    made: (at, value) => normedText(at, role, value)
  };
}

/** A component times the inverse of its root mean square, and its weight. */
function normedText(at: At, role: 'query' | 'key', value: number): Provenance {
  const { trace, selection, own, row, column } = at;
  const { weight, eps, over } = trace.norms![role]!;
  const { head } = selection;
  const group = role === 'query' ? head : kvHeadOf(head, trace.heads.length, trace.nKvHeads);
  const all = over === 'all';
  const size = trace.heads.length / trace.nKvHeads;
  const groups = trace.heads.filter((_, h) => role === 'query' || h % size === 0);
  const parts = all ? groups.map(each => each[role][row]) : [own[role][row]];
  const width = own[role][row].length;
  const place = all ? group * width + column : column;
  const factor = weight[place];
  const product = `${show(own[role][row][column], at)} × ${show(inverseRms(parts, eps), at, 1)} × ${show(factor, at)}`;
  return {
    sources: [
      ...mapVector(own[role][row], (_, c): NumberName => `${role}:${row}:${c}`),
      `${NORMS[role]}:0:${place}`
    ],
    text: say(at, all ? 'normedByAll' : 'normedByOwn', product, show(value, at))
  };
}

function rotated(role: 'query' | 'key'): Kind {
  const turned = { query: 'rotatedQuery', key: 'rotatedKey' } as const;
  return {
    step: 'project',
    value: ({ trace, own, row, column }) =>
      trace.positions === 'rope' ? own[turned[role]][row]?.[column] : undefined,
    made: (at, value) => turn(at, role, value)
  };
}

/** Two components of q or k, turned together by the angle of the position. */
function turn(at: At, role: 'query' | 'key', value: number): Provenance {
  const { trace, own, row, column } = at;
  const vector = own[NORMED[role]][row];
  const name = trace.norms?.[role] ? `normed_${role}` : role;
  const rope = trace.rope ?? {};
  const pair = pairOf(column, vector.length, rope);
  if (!pair) {
    return {
      sources: [`${name}:${row}:${column}`],
      text: say(at, 'notTurned', column + 1, show(value, at))
    };
  }
  const [first, second, index] = pair;
  const position = trace.positionOffset + row;
  const angle = show(rotaryAngle(position, index, vector.length, rope), at);
  const [a, b] = [show(vector[first], at), show(vector[second], at)];
  const turn = column === first ? `${a} × cos φ − ${b} × sin φ` : `${a} × sin φ + ${b} × cos φ`;
  const sum = rope.factor === undefined ? turn : `(${turn}) × ${show(rope.factor, at)}`;
  return {
    sources: [`${name}:${row}:${first}`, `${name}:${row}:${second}`],
    text: say(at, 'turned', position, first + 1, second + 1, angle, sum, show(value, at))
  };
}
