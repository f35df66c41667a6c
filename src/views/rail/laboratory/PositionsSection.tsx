import { mapVector, sinusoidalPositions } from '../../../engine/index.ts';
import type { Matrix } from '../../../engine/index.ts';
import { shownLayer } from '../../../model/index.ts';
import type { Ready, Stages } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { NumberField } from '../../parts/NumberField.tsx';
import { Choice, Field } from './Field.tsx';
import { RotationFields } from './RotationFields.tsx';

type Kind = 'none' | 'learned' | 'sinusoidal' | 'rope' | 'alibi';

/** How attention is told the order of the tokens. */
export function PositionsSection({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const { spec, trace } = state;
  const { positions, positionOffset = 0 } = shownLayer(spec);
  const set = (stages: Stages) => model.edit({ type: 'stages', stages });
  const table = typeof positions === 'object' && !('rope' in positions) ? positions : null;
  const named = typeof positions === 'object' ? 'rope' : (positions ?? 'none');
  const kind: Kind = table ? 'learned' : named;
  const rows = Math.max(trace.tokens.length, trace.keyTokens.length);
  // A table to start from, until somebody changes it: half as long as sinusoids.
  const made = () =>
    sinusoidalPositions(rows, trace.embeddings[0].length).map(row =>
      mapVector(row, part => part / 2)
    );
  const shuffle = () => {
    const order = trace.tokens.map((token, from) => ({ token, from, at: Math.random() }));
    order.sort((a, b) => a.at - b.at);
    model.edit({ type: 'tokens', places: order.map(({ token, from }) => ({ token, from })) });
  };
  const hints: Record<Kind, string> = {
    none: trans.__(
      'Attention alone knows no order: shuffle the tokens, and every token keeps its output.'
    ),
    learned: trans.__(
      'A vector of its own for each position is added to the word; shifted, the sentence reads other vectors.'
    ),
    sinusoidal: trans.__(
      'Waves of many lengths are added to the word; shifted, the sums and with them the weights change.'
    ),
    rope: trans.__(
      'q and k are turned by their positions: only their distance counts, so a shift changes no weight.'
    ),
    alibi: trans.__(
      'Scores fall with distance, in each head at its own rate: a shift changes no weight.'
    )
  };
  return (
    <Field name={trans.__('Positions')} hint={hints[kind]}>
      <Choice
        label={trans.__('Positions')}
        value={kind}
        choices={[
          ['none', trans.__('none')],
          ['learned', trans.__('learned')],
          ['sinusoidal', trans.__('sinusoidal')],
          ['rope', trans.__('RoPE')],
          ['alibi', trans.__('ALiBi')]
        ]}
        onChoose={choice =>
          set({
            positions: choice === 'none' ? undefined : choice === 'learned' ? made() : choice
          })
        }
      />
      {kind !== 'none' && (
        <label>
          {trans.__('shift by')}
          <NumberField
            value={positionOffset}
            digits={0}
            step={1}
            whole
            label={trans.__('Shift the sentence by')}
            onChange={value => set({ positionOffset: value || undefined })}
          />
        </label>
      )}
      {kind === 'rope' && <RotationFields state={state} set={set} />}
      {table && <PositionTable table={table} set={set} />}
      <button type="button" disabled={trace.tokens.length < 2} onClick={shuffle}>
        {trans.__('Shuffle the tokens')}
      </button>
    </Field>
  );
}

/** Tables up to this many numbers are shown. */
const ENTRIES = 128;

interface TableProps {
  readonly table: Matrix;
  readonly set: (stages: Stages) => void;
}

/** The learned vectors, number by number: a row for each position. */
function PositionTable({ table, set }: TableProps) {
  const { trans } = useSurroundings();
  if (table.length * table[0].length > ENTRIES) {
    return <span>{trans.__('too large to be shown number by number')}</span>;
  }
  const change = (row: number, column: number, value: number) =>
    set({
      positions: table.map((entries, r) =>
        mapVector(entries, (entry, c) => (r === row && c === column ? value : entry))
      )
    });
  return (
    <table className="jp-Attention-positions">
      <tbody>
        {table.map((entries, row) => (
          <tr key={row}>
            <th scope="row">{row}</th>
            {mapVector(entries, (entry, column) => (
              <td key={column}>
                <NumberField
                  value={entry}
                  name={`positions:${row}:${column}`}
                  label={trans.__('Position %1, dimension %2', row, column + 1)}
                  onChange={value => change(row, column, value)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
