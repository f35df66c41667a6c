import { headColor } from '../../../figures/index.ts';
import type { Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { countText } from '../../parts/countText.ts';
import { Choice, Field } from './Field.tsx';

const MOST = 8;

/** How heads split the columns, which of them share keys and values, and what mixes them. */
export function HeadsSection({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const { trace } = state;
  const { nKvHeads, heads, projections } = trace;
  const nHeads = heads.length;
  const columns = projections.query[0].length;
  const counts = upTo(Math.max(MOST, nHeads)).filter(count => columns % count === 0);
  const shares = upTo(nHeads).filter(count => nHeads % count === 0);
  const name = (kv: number) => (kv === nHeads ? 'MHA' : kv === 1 ? 'MQA' : 'GQA');
  const [dK, dV] = [heads[0].key[0].length, heads[0].value[0].length];
  const numbers = trace.keyTokens.length * nKvHeads * (dK + dV);
  return (
    <Field
      name={trans.__('Heads')}
      hint={trans.__(
        'd_k = %1 columns of %2 for each head. The cache of keys and values holds %3 × %4 × (%5 + %6) = %7 numbers.',
        dK,
        columns,
        trace.keyTokens.length,
        nKvHeads,
        dK,
        dV,
        countText(numbers)
      )}
    >
      <Choice
        label={trans.__('Number of heads')}
        value={String(nHeads)}
        choices={counts.map(count => [
          String(count),
          count === 1 ? trans.__('1 head') : trans.__('%1 heads', count)
        ])}
        onChoose={choice =>
          model.edit({ type: 'heads', nHeads: Number(choice), nKvHeads: Number(choice) })
        }
      />
      {nHeads > 1 && (
        <Choice
          label={trans.__('Heads of keys and values')}
          value={String(nKvHeads)}
          choices={shares.map(count => [
            String(count),
            trans.__('%1 with keys and values (%2)', count, name(count))
          ])}
          onChoose={choice => model.edit({ type: 'heads', nHeads, nKvHeads: Number(choice) })}
        />
      )}
      <label>
        <input
          type="checkbox"
          checked={projections.output !== null}
          onChange={event => model.edit({ type: 'mixing', on: event.target.checked })}
        />
        W_O
      </label>
      {nHeads > 1 && <HeadButtons state={state} />}
    </Field>
  );
}

/** Every head in its colour; heads that share keys and values stand together. */
function HeadButtons({ state: { trace, selection } }: { readonly state: Ready }) {
  const { model, trans, theme } = useSurroundings();
  const { heads, nKvHeads } = trace;
  const size = heads.length / nKvHeads;
  return (
    <span
      className="jp-Attention-heads"
      role="group"
      aria-label={trans.__('The head that is shown')}
    >
      {upTo(nKvHeads).map(group => (
        <span key={group}>
          {upTo(size).map(i => {
            const head = (group - 1) * size + i - 1;
            return (
              <button
                key={head}
                type="button"
                aria-label={trans.__('head %1', head + 1)}
                aria-pressed={head === selection.head}
                style={{ borderBottomColor: headColor(head, theme) }}
                onClick={() => model.select({ head })}
              >
                {head + 1}
              </button>
            );
          })}
        </span>
      ))}
    </span>
  );
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}
