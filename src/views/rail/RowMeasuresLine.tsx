import { useMemo } from 'react';
import { measureRow } from '../../engine/index.ts';
import { decimal, percent, visible } from '../../figures/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { place, Told } from '../parts/Told.tsx';
import type { ToldNumber } from '../parts/Told.tsx';

/** What the chosen row of weights says of itself. */
export function RowMeasuresLine({ state: { trace, selection } }: { readonly state: Ready }) {
  const { trans, theme } = useSurroundings();
  const { query, head } = selection;
  const row = useMemo(() => measureRow(trace, head, query), [trace, head, query]);
  const number = (n: number) => decimal(n, theme, selection.precise);
  const numbers: ToldNumber[] = [
    [`sum:${query}:0`, number(row.sum)],
    [`max_weight:${query}:0`, percent(row.max)],
    [`entropy:${query}:0`, number(row.entropy)],
    [`effective:${query}:0`, number(row.effective)],
    [`removed:${query}:0`, percent(row.removed)]
  ];
  const token = visible(trace.tokens[query]);
  const known = trans.__(
    '%1: its weights sum to %2, the largest is %3; entropy %4 bits, as undecided as among %5 equal tokens.',
    token,
    place(0),
    place(1),
    place(2),
    place(3)
  );
  const measures = !Number.isFinite(row.sum)
    ? trans.__('%1: its weights are not numbers; they sum to %2.', token, place(0))
    : row.sum === 0
      ? trans.__('%1 attends to nothing: its weights sum to %2.', token, place(0))
      : known;
  const kept = trans.__('The mask keeps %1 of the weight out.', place(4));
  return (
    <p
      className="jp-Attention-hint"
      role="group"
      data-numbers
      tabIndex={0}
      aria-label={trans.__('The measures of the row: arrow keys go from number to number')}
    >
      <Told text={trace.mask === null ? measures : `${measures} ${kept}`} numbers={numbers} />
    </p>
  );
}
