import type { ReactNode } from 'react';
import { hasOutputs, isOverridden, softmaxStepsOf } from '../../engine/index.ts';
import type { Vector } from '../../engine/index.ts';
import { decimal, percent, seenName, short } from '../../figures/index.ts';
import type { NumberName } from '../../figures/index.ts';
import type { Step } from '../../format/index.ts';
import type { Ready } from '../../model/index.ts';
import type { Surroundings } from '../frame/context.ts';
import { TERMS } from '../parts/vectorText.ts';

/** One step of the arithmetic: a line with a number for each key. */
export interface Line {
  /** The same for as long as the line is the same step, whatever its heading says. */
  readonly id: string;
  readonly heading: string;
  /** The name of the number in the heading, where there is one. */
  readonly headed?: NumberName;
  /** The step that makes it. */
  readonly step: Step;
  readonly cell: (key: number) => ReactNode;
  /** The name of a cell's number. */
  readonly name: (key: number) => NumberName;
  /** It is shown only where every line is asked for. */
  readonly full?: boolean;
}

/** The lines for the chosen query, from q·k down to its shares; without those that change nothing. */
export function scoreLines(state: Ready, around: Around): readonly Line[] {
  if (state.trace.known === 'weights') {
    return recordedLines(state, around);
  }
  return [...productLines(state, around), ...softmaxLines(state, around)].filter(
    line => line !== false
  );
}

/** Of recorded weights there is nothing but they themselves. */
function recordedLines({ trace, selection }: Ready, around: Around): readonly Line[] {
  const { query, head, precise } = selection;
  const row = trace.heads[head].weights[query];
  const number = numberIn(selection, around);
  return [
    {
      id: 'share',
      heading: around.trans.__('recorded'),
      step: 'normalise',
      name: key => `weights:${query}:${key}`,
      cell: key => (precise ? number(row[key]) : percent(row[key]))
    }
  ];
}

type Lines = readonly (Line | false)[];

/** The terms of q·k, their sum, its scale, what distance adds, the mask, and the temperature. */
function productLines({ trace, selection }: Ready, around: Around): Lines {
  const { query, head, precise } = selection;
  const { theme } = around;
  const { rotatedQuery, rotatedKey, scores, scaledScores, bias, maskedScores } = trace.heads[head];
  const { cappedScores } = trace.heads[head];
  const capped = cappedScores?.[query];
  // Each row is made once, also where rows are not kept.
  const [products, scaled, masked] = [scores[query], scaledScores[query], maskedScores[query]];
  const number = numberIn(selection, around);
  const [q, k] = [seenName(trace, 'query'), seenName(trace, 'key')];
  return [
    ...indices(rotatedQuery[query]).map((i): Line => ({
      id: `term${i}`,
      heading: `${decimal(rotatedQuery[query][i], theme, precise)} × k${subscript(i)}`,
      headed: `${q}:${query}:${i}`,
      step: 'dot_products',
      full: true,
      name: key => `${k}:${key}:${i}`,
      cell: key => number(rotatedKey[key][i])
    })),
    {
      id: 'product',
      heading: 'q · k',
      step: 'dot_products',
      name: key => `scores:${query}:${key}`,
      cell: key =>
        isOverridden(trace, head, query, key) ? (
          <em title={around.trans.__('set by hand')}>
            <span className="jp-Attention-aloud">{around.trans.__('set by hand')} </span>
            {number(products[key])}
          </em>
        ) : (
          number(products[key])
        )
    },
    {
      id: 'scaled',
      heading: `× ${decimal(trace.scale, theme, precise, theme.decimals + 1)}`,
      headed: 'scale:0:0',
      step: 'scale',
      name: key => `scaled_scores:${query}:${key}`,
      cell: key => number(scaled[key])
    },
    bias !== null && {
      id: 'bias',
      heading: trace.givenBias ? around.trans.__('+ bias') : around.trans.__('+ distance'),
      step: 'scale',
      name: key => `bias:${query}:${key}`,
      cell: key => number(bias[query][key])
    },
    capped !== undefined && {
      id: 'capped',
      heading: around.trans.__('below %1', decimal(trace.softcap!, theme, precise)),
      step: 'scale',
      name: key => `capped_scores:${query}:${key}`,
      cell: key => number(capped[key])
    },
    // Of a mask, too, there is a line: what it hides is seen to go.
    ((bias !== null && !capped) || trace.temperature !== 1 || hides(trace)) && {
      id: 'tempered',
      heading:
        trace.temperature === 1
          ? hides(trace)
            ? around.trans.__('masked')
            : around.trans.__('together')
          : `÷ T ${decimal(trace.temperature, theme, precise, trace.temperature < 0.1 ? 3 : theme.decimals)}`,
      ...(trace.temperature !== 1 && { headed: 'temperature:0:0' as const }),
      step: 'mask',
      name: key => `masked_scores:${query}:${key}`,
      cell: key => number(masked[key])
    }
  ];
}

/** Whether a mask acts on scores. */
function hides({ mask, maskAt }: Ready['trace']): boolean {
  return mask !== null && maskAt === 'scores';
}

/** The softmax of the row, step by step, and a mask that comes after it. */
function softmaxLines({ trace, selection }: Ready, around: Around): Lines {
  const { query, head, precise } = selection;
  const { theme } = around;
  const { weights } = trace.heads[head];
  const number = numberIn(selection, around);
  const steps = softmaxStepsOf(trace, head, query);
  const row = weights[query];
  const late = trace.maskAt === 'weights' && trace.mask !== null;
  const share = (weight: number) => (precise ? number(weight) : percent(weight));
  return [
    trace.softmax === 'stable' && {
      id: 'shifted',
      heading: `− max ${decimal(steps.max, theme, precise)}`,
      headed: `max:${query}:0`,
      step: 'exponentiate',
      full: true,
      name: key => `shifted:${key}:0`,
      cell: key => number(steps.shifted[key])
    },
    {
      id: 'exponential',
      heading: 'exp',
      step: 'exponentiate',
      name: key => `exponential:${key}:0`,
      cell: key => number(steps.exponentials[key])
    },
    {
      id: 'share',
      heading:
        steps.sum === 0 && trace.softmax === 'stable'
          ? around.trans.__('all masked: none')
          : `÷ ${decimal(steps.sum, theme, precise)}`,
      headed: `exp_sum:${query}:0`,
      step: 'normalise',
      name: key => (late ? `share:${key}:0` : `weights:${query}:${key}`),
      cell: key => share(steps.weights[key])
    },
    late && {
      id: 'late',
      heading: around.trans.__('× mask'),
      step: 'normalise',
      name: key => `weights:${query}:${key}`,
      cell: key => share(row[key])
    }
  ];
}

/** Each value times its share, a line a component: their sums are the head's output. */
export function valueLines({ trace, selection }: Ready, around: Around): readonly Line[] {
  if (!hasOutputs(trace)) {
    return [];
  }
  const { query, head, geometry } = selection;
  const { value, weights } = trace.heads[head];
  const number = numberIn(selection, around);
  const row = weights[query];
  const lines: (Line | false)[] = [
    ...indices(value[0]).map((i): Line => ({
      id: `weighted${i}`,
      heading: around.trans.__('share × %1', `v${subscript(i)}`),
      step: 'weigh',
      full: true,
      name: key => `weighted:${key}:${i}`,
      cell: key => number(value[key][i] * row[key])
    })),
    geometry.includes('norms') && {
      id: 'norm',
      heading: around.trans.__('‖share × v‖'),
      step: 'weigh',
      name: key => `norm:${key}:0`,
      cell: key => number(Math.hypot(...Array.from(value[key], part => part * row[key])))
    }
  ];
  return lines.filter(line => line !== false);
}

type Around = Pick<Surroundings, 'theme' | 'trans'>;

/** How a number is written here: in so many decimals, or as what a mask makes of a score. */
function numberIn({ precise }: Ready['selection'], { theme }: Around) {
  return (n: number | null) =>
    n === null ? '−∞' : precise ? decimal(n, theme, precise) : short(n, theme);
}

/** The components that are spelled out. */
function indices(vector: Vector): readonly number[] {
  return Array.from({ length: Math.min(TERMS, vector.length) }, (_, i) => i);
}

function subscript(i: number): string {
  return String.fromCharCode('₁'.charCodeAt(0) + i);
}
