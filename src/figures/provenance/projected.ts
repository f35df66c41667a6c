import { kvHeadOf, mapVector, rotaryAngle } from '../../engine/index.ts';
import { show, sumOfProducts } from './at.ts';
import type { At, Kind, Kinds, NumberName, Provenance } from './at.ts';
import { wordsName } from './inputs.ts';

type Role = 'query' | 'key' | 'value';

const MATRICES = { query: 'w_q', key: 'w_k', value: 'w_v' } as const;

/** q, k and v; and q and k turned by their positions. */
export const PROJECTED: Kinds = {
  query: projected('query'),
  key: projected('key'),
  value: projected('value'),
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
  const { trace, selection, own, row, column } = at;
  const { head } = selection;
  const group = role === 'query' ? head : kvHeadOf(head, trace.heads.length, trace.nKvHeads);
  const c = group * own[role][row].length + column;
  const x = role === 'query' ? trace.positioned[row] : trace.keyPositioned[row];
  const entries = trace.projections[role].map(entry => entry[c]);
  const words = wordsName(trace, role === 'query' ? 'query' : 'key');
  return {
    sources: mapVector(x, (_, r): NumberName[] => [
      `${words}:${row}:${r}`,
      `${MATRICES[role]}:${r}:${c}`
    ]).flat(),
    text: `${sumOfProducts(x, entries, at)} = ${show(value, at)}`
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
  const vector = own[role][row];
  const half = vector.length / 2;
  const first = column % half;
  const position = trace.positionOffset + row;
  const angle = show(rotaryAngle(position, first, vector.length), at);
  const [a, b] = [show(vector[first], at), show(vector[first + half], at)];
  const sum = column < half ? `${a} × cos φ − ${b} × sin φ` : `${a} × sin φ + ${b} × cos φ`;
  const pair = `components ${first + 1} and ${first + half + 1}`;
  return {
    sources: [`${role}:${row}:${first}`, `${role}:${row}:${first + half}`],
    text: `position ${position} turns ${pair} by φ = ${angle}: ${sum} = ${show(value, at)}`
  };
}
