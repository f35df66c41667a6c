import type { ReactNode } from 'react';
import { isOverridden, mapVector, softmaxStepsOf } from '../../engine/index.ts';
import type { Vector } from '../../engine/index.ts';
import { decimal, percent } from '../../figures/index.ts';
import type { NumberName } from '../../figures/index.ts';
import type { Step } from '../../format/index.ts';
import { reached } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import type { Surroundings } from '../frame/context.ts';
import { faded } from '../parts/faded.ts';
import { productText } from '../parts/vectorText.ts';
import { VectorView } from '../parts/VectorView.tsx';

/** One step of the arithmetic: a column. */
export interface Column {
  /** The same for as long as the column is the same step, whatever its heading says. */
  readonly id: string;
  readonly heading: string;
  /** The name of the number in the heading, where there is one. */
  readonly headed?: NumberName;
  /** The step that makes it. */
  readonly step: Step;
  readonly cell: (key: number) => ReactNode;
  readonly sum?: ReactNode;
  /** The name of the sum, where it is one number. */
  readonly summed?: NumberName;
  /** The name of a cell's number, where it is one. */
  readonly name?: (key: number) => NumberName;
  readonly className?: string;
}

/** The columns for the chosen query, without those that change nothing or are still to come. */
export function arithmeticColumns(
  state: Ready,
  surroundings: Pick<Surroundings, 'theme' | 'trans'>
): readonly Column[] {
  const columns = [
    weightColumn(state, surroundings),
    ...scoreColumns(state, surroundings),
    ...softmaxColumns(state, surroundings),
    ...valueColumns(state, surroundings)
  ];
  return columns
    .filter(column => column !== false)
    .filter(({ step }) => reached(state.selection, step));
}

type Columns = readonly (Column | false)[];

function weightColumn({ trace, selection }: Ready, { theme, trans }: Around): Column {
  const { query, head } = selection;
  const row = trace.heads[head].weights[query];
  return {
    id: 'weight',
    heading: trans.__('weight'),
    step: 'normalise',
    className: 'jp-Attention-bar',
    name: key => `weights:${query}:${key}`,
    cell: key => (
      <>
        <span style={{ width: `${row[key] * 100}%`, background: faded(theme.roles.query, 0.3) }} />
        <b>{percent(row[key])}</b>
      </>
    )
  };
}

/** q·k, its scale, what distance adds, and the temperature. */
function scoreColumns({ trace, selection }: Ready, around: Around): Columns {
  const { query, head, precise } = selection;
  const { decimals } = around.theme;
  const { rotatedQuery, rotatedKey, scores, scaledScores, bias, maskedScores } = trace.heads[head];
  // Each row is made once, also where rows are not kept.
  const [products, scaled, masked] = [scores[query], scaledScores[query], maskedScores[query]];
  const number = numberIn(selection, around);
  return [
    {
      id: 'product',
      heading: 'q·k',
      step: 'dot_products',
      className: 'jp-Attention-product',
      name: key => `scores:${query}:${key}`,
      cell: key => (
        <>
          {isOverridden(trace, head, query, key) ? (
            <em>{around.trans.__('set by hand')} </em>
          ) : (
            <span>{productText(rotatedQuery[query], rotatedKey[key], precise, decimals)} = </span>
          )}
          {number(products[key])}
        </>
      )
    },
    {
      id: 'scaled',
      heading: `× ${decimal(trace.scale, decimals + 1, precise)}`,
      headed: 'scale:0:0',
      step: 'scale',
      name: key => `scaled_scores:${query}:${key}`,
      cell: key => number(scaled[key])
    },
    bias !== null && {
      id: 'bias',
      heading: around.trans.__('+ distance'),
      step: 'scale',
      name: key => `bias:${query}:${key}`,
      cell: key => number(bias[query][key])
    },
    (bias !== null || trace.temperature !== 1) && {
      id: 'tempered',
      heading: `÷ T ${decimal(trace.temperature, decimals, precise)}`,
      headed: 'temperature:0:0',
      step: 'mask',
      name: key => `masked_scores:${query}:${key}`,
      cell: key => number(masked[key])
    }
  ];
}

/** The softmax of the row, step by step, and a mask that comes after it. */
function softmaxColumns({ trace, selection }: Ready, around: Around): Columns {
  const { query, head, precise } = selection;
  const { decimals } = around.theme;
  const { weights } = trace.heads[head];
  const number = numberIn(selection, around);
  const steps = softmaxStepsOf(trace, head, query);
  const row = weights[query];
  const late = trace.maskAt === 'weights' && trace.mask !== null;
  const may = (key: number) => trace.mask?.[query][key] ?? true;
  return [
    trace.softmax === 'stable' && {
      id: 'shifted',
      heading: `− max ${decimal(steps.max, decimals, precise)}`,
      headed: `max:${query}:0`,
      step: 'exponentiate',
      name: key => `shifted:${key}:0`,
      cell: key => number(steps.shifted[key])
    },
    {
      id: 'exponential',
      heading: 'exp',
      step: 'exponentiate',
      name: key => `exponential:${key}:0`,
      cell: key => number(steps.exponentials[key], 1),
      sum: number(steps.sum, 1),
      summed: `exp_sum:${query}:0`
    },
    {
      id: 'share',
      heading:
        steps.sum === 0 && trace.softmax === 'stable'
          ? around.trans.__('all masked: none')
          : `÷ ${decimal(steps.sum, decimals + 1, precise)}`,
      headed: `exp_sum:${query}:0`,
      step: 'normalise',
      name: key => (late ? `share:${key}:0` : `weights:${query}:${key}`),
      cell: key => number(steps.weights[key], 1),
      sum: number(total(steps.weights), 1),
      summed: `${late ? 'share_sum' : 'sum'}:${query}:0`
    },
    late && {
      id: 'late',
      heading: around.trans.__('× mask'),
      step: 'normalise',
      name: key => `weights:${query}:${key}`,
      cell: key => (may(key) ? number(row[key], 1) : around.trans.__('masked')),
      sum: number(total(row), 1),
      summed: `sum:${query}:0`
    }
  ];
}

/** Each value times its weight, and their sum: the head's output. */
function valueColumns({ trace, selection }: Ready, around: Around): Columns {
  const { query, head, precise, geometry } = selection;
  const { value, weights, output } = trace.heads[head];
  const digits = around.theme.decimals + 1;
  const weighted = (key: number) => mapVector(value[key], part => part * weights[query][key]);
  return [
    {
      id: 'weighted',
      heading: around.trans.__('weight × v'),
      step: 'weigh',
      cell: key => (
        <VectorView
          vector={weighted(key)}
          kind="weighted"
          row={key}
          precise={precise}
          digits={digits}
        />
      ),
      sum: reached(selection, 'sum') && (
        <VectorView
          vector={output[query]}
          kind="output"
          row={query}
          precise={precise}
          digits={digits}
        />
      )
    },
    geometry.includes('norms') && {
      id: 'norm',
      heading: around.trans.__('‖weight × v‖'),
      step: 'weigh',
      name: key => `norm:${key}:0`,
      cell: key => numberIn(selection, around)(Math.hypot(...weighted(key)), 1)
    }
  ];
}

type Around = Pick<Surroundings, 'theme' | 'trans'>;

/** How a number is written here: in so many decimals more than the reader chose, or masked. */
function numberIn({ precise }: Ready['selection'], { theme, trans }: Around) {
  return (n: number | null, more: number = 0) =>
    n === null ? trans.__('masked') : decimal(n, theme.decimals + more, precise);
}

function total(row: Vector): number {
  return row.reduce((sum, entry) => sum + entry, 0);
}
