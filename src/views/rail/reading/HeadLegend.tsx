import { headColor } from '../../../figures/index.ts';
import { LINE_DASHES } from '../../../figures/reading/index.ts';
import type { Ready, Selection } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';

/** The heads whose lines are drawn: the one that is shown first, and those that were chosen beside it. */
export function lineHeads({ head, lineHeads }: Selection): readonly number[] {
  return [...new Set([head, ...lineHeads])].slice(0, LINE_DASHES.length);
}

interface Props {
  readonly state: Ready;
  readonly heads: readonly number[];
}

/** Which lines are whose: heads by their names, colours and dashes; nothing where there is but one. */
export function HeadLegend({ state: { trace }, heads }: Props) {
  const { model, trans } = useSurroundings();
  const count = trace.heads.length;
  if (count === 1) {
    return null;
  }
  const others = heads.slice(1);
  const isFull = heads.length === LINE_DASHES.length;
  return (
    <div className="jp-Attention-legend" role="group" aria-label={trans.__('Heads with lines')}>
      {heads.map((head, i) => (
        <span key={head}>
          <LineSample head={head} order={i} /> {trans.__('head %1', head + 1)}
          {i > 0 && (
            <button
              type="button"
              aria-label={trans.__('No lines of head %1', head + 1)}
              onClick={() => model.select({ lineHeads: others.filter(other => other !== head) })}
            >
              ×
            </button>
          )}
        </span>
      ))}
      {count > heads.length && !isFull && (
        <select
          aria-label={trans.__('Lines of another head')}
          value=""
          onChange={({ target }) => model.select({ lineHeads: [...others, Number(target.value)] })}
        >
          <option value="" disabled>
            {trans.__('another head')}
          </option>
          {trace.heads.map(
            (_, head) =>
              !heads.includes(head) && (
                <option key={head} value={head}>
                  {trans.__('head %1', head + 1)}
                </option>
              )
          )}
        </select>
      )}
    </div>
  );
}

/** A line as those of a head are drawn. */
export function LineSample({ head, order }: { readonly head: number; readonly order: number }) {
  const { theme } = useSurroundings();
  return (
    <svg width="32" height="8" viewBox="0 0 32 8" aria-hidden="true">
      <line
        x1="1"
        x2="31"
        y1="4"
        y2="4"
        stroke={headColor(head, theme)}
        strokeWidth="3"
        strokeDasharray={LINE_DASHES[order].join(' ') || undefined}
      />
    </svg>
  );
}
