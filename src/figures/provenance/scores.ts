import { alibiSlopes, defaultScale, isOverridden } from '../../engine/index.ts';
import { rotary, seenName } from '../seenName.ts';
import { components, given, say, show, sumOfProducts } from './at.ts';
import type { At, Kinds, NumberName, Provenance } from './at.ts';

/** q·k, its scale, what distance adds, and what the softmax sees. */
export const SCORES: Kinds = {
  scores: {
    step: 'dot_products',
    value: ({ own, row, column }) => own.scores[row]?.[column],
    made: score
  },
  scale: { step: 'embed', value: ({ trace }) => trace.scale, made: scale },
  scaled_scores: {
    step: 'scale',
    value: ({ own, row, column }) => own.scaledScores[row]?.[column],
    made: scaled
  },
  bias: {
    step: 'scale',
    value: ({ own, row, column }) => own.bias?.[row]?.[column],
    made: bias
  },
  temperature: {
    step: 'embed',
    value: ({ trace }) => trace.temperature,
    made: at => given(say(at, 'temperature'))
  },
  capped_scores: {
    step: 'scale',
    value: ({ own, row, column }) => own.cappedScores?.[row]?.[column],
    made: capped
  },
  masked_scores: {
    step: 'mask',
    value: ({ own, row, column }) => own.maskedScores[row]?.[column],
    made: tempered,
    masked: forbidden
  }
};

/** The name of what the softmax sees where it stands: the scaled score, where nothing changed it since. */
export function logitName({ trace, own }: At, row: number, column: number): NumberName {
  const tempered = own.bias !== null || trace.temperature !== 1;
  const name =
    own.cappedScores !== null && trace.temperature === 1
      ? 'capped_scores'
      : tempered
        ? 'masked_scores'
        : 'scaled_scores';
  return `${name}:${row}:${column}`;
}

export function forbidden(at: At): Provenance {
  return {
    sources: [`scaled_scores:${at.row}:${at.column}`],
    text: say(at, 'forbidden')
  };
}

function score(at: At, value: number): Provenance {
  const { trace, selection, own, row, column } = at;
  if (isOverridden(trace, selection.head, row, column)) {
    return given(say(at, 'setByHand', show(value, at)));
  }
  const [q, k] = [seenName(trace, 'query'), seenName(trace, 'key')];
  const product = sumOfProducts(own.rotatedQuery[row], own.rotatedKey[column], at);
  const parts = [product, show(value, at)] as const;
  return {
    sources: [
      ...components(q, row, own.rotatedQuery[row]),
      ...components(k, column, own.rotatedKey[column])
    ],
    text: rotary(trace) ? say(at, 'turnedScore', ...parts) : `q·k: ${parts.join(' = ')}`
  };
}

function scale(at: At, value: number): Provenance {
  const dK = at.own.query[0].length;
  const usual = value === defaultScale(dK);
  return given(
    usual
      ? `1 ÷ √d_k = 1 ÷ √${dK} = ${show(value, at, 1)}`
      : say(at, 'givenScale', show(value, at, 1))
  );
}

function scaled(at: At, value: number): Provenance {
  const { trace, own, row, column } = at;
  const product = `${show(own.scores[row][column], at)} × ${show(trace.scale, at, 1)}`;
  return {
    sources: [`scores:${row}:${column}`, 'scale:0:0'],
    text: `${product} = ${show(value, at)}`
  };
}

/** What ALiBi adds, the head's slope for every step of distance, and what was given. */
function bias(at: At, value: number): Provenance {
  const { trace, selection, row, column } = at;
  const { head } = selection;
  const own = trace.givenBias && (trace.givenBias[head] ?? trace.givenBias[0]);
  if (trace.positions !== 'alibi') {
    return given(say(at, 'givenBias', show(value, at)));
  }
  const slope = alibiSlopes(trace.heads.length)[head];
  const distance = say(at, 'distance', show(slope, at, 2), Math.abs(row - column));
  const added = own ? ` + ${say(at, 'bias', show(own[row][column], at))}` : '';
  return given(`${distance}${added} = ${show(value, at)}`);
}

/** The scaled score with what is added to it, as it is told. */
function biased(at: At): string {
  const { trace, own, row, column } = at;
  const what = trace.givenBias ? 'bias' : 'forDistance';
  const added = own.bias ? ` + ${say(at, what, show(own.bias[row][column], at))}` : '';
  return `${show(own.scaledScores[row][column], at)}${added}`;
}

function biasedNames({ own, row, column }: At): readonly NumberName[] {
  return [
    `scaled_scores:${row}:${column}`,
    ...(own.bias ? [`bias:${row}:${column}` as const] : [])
  ];
}

function capped(at: At, value: number): Provenance {
  const cap = show(at.trace.softcap!, at);
  return {
    sources: [...biasedNames(at), 'softcap:0:0'],
    text: `${cap} × tanh((${biased(at)}) ÷ ${cap}) = ${show(value, at)}`
  };
}

function tempered(at: At, value: number): Provenance {
  const { trace, own, row, column } = at;
  const cold = trace.temperature !== 1;
  const divided = cold ? ` ÷ ${show(trace.temperature, at)}` : '';
  const below = own.cappedScores;
  const sum = below ? show(below[row][column], at) : biased(at);
  const bracketed = !below && own.bias !== null && cold ? `(${sum})` : sum;
  return {
    sources: [
      ...(below ? [`capped_scores:${row}:${column}` as const] : biasedNames(at)),
      ...(cold ? ['temperature:0:0' as const] : [])
    ],
    text: `${bracketed}${divided} = ${show(value, at)}`
  };
}
