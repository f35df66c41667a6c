import { mapVector } from '../../engine/index.ts';
import type { Vector } from '../../engine/index.ts';
import { shownLayer } from '../../model/index.ts';
import type { ProjectionName } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { NumberField } from '../parts/NumberField.tsx';

/** Vectors up to this length are shown number by number. */
const EDITABLE = 16;

interface Props {
  readonly projection: ProjectionName;
  /** Of the matrix. */
  readonly columns: number;
  readonly bias?: Vector;
  readonly norm?: Vector;
  readonly precise: boolean;
}

/** What belongs to a projection besides its matrix: what is added to it, and what its norm multiplies by. */
export function GivenVectors({ projection, columns, bias, norm, precise }: Props) {
  const { model, trans } = useSurroundings();
  const letter = projection[0];
  const name = `b_${letter.toUpperCase()}`;
  const toggle = (on: boolean) => {
    const { state } = model;
    const { biases = {} } = state.status === 'ready' ? shownLayer(state.spec) : {};
    const { [projection]: _, ...others } = biases;
    const next = on ? { ...others, [projection]: Array<number>(columns).fill(0) } : others;
    const stages = { biases: Object.keys(next).length > 0 ? next : undefined };
    model.edit({ type: 'stages', stages });
  };
  const fields = (of: 'biases' | 'norms', vector: Vector, title: string, kind: string) => (
    <VectorFields
      title={title}
      kind={kind}
      vector={vector}
      precise={precise}
      onChange={(column, value) => model.edit({ type: 'given', of, projection, column, value })}
    />
  );
  return (
    <>
      <label className="jp-Attention-given">
        <input
          type="checkbox"
          checked={bias !== undefined}
          aria-label={trans.__('Add a bias, %1', name)}
          onChange={({ target }) => toggle(target.checked)}
        />
        + {name}
      </label>
      {bias && fields('biases', bias, name, `b_${letter}`)}
      {norm && fields('norms', norm, trans.__('norm of %1', letter), `norm_${letter}`)}
    </>
  );
}

interface VectorFieldsProps {
  readonly title: string;
  readonly kind: string;
  readonly vector: Vector;
  readonly precise: boolean;
  readonly onChange: (column: number, value: number) => void;
}

function VectorFields({ title, kind, vector, precise, onChange }: VectorFieldsProps) {
  const { trans } = useSurroundings();
  if (vector.length > EDITABLE) {
    return <p>{trans.__('too large to be shown number by number')}</p>;
  }
  return (
    <table className="jp-Attention-given">
      <tbody>
        <tr>
          <th scope="row">{title}</th>
          {mapVector(vector, (entry, c) => (
            <td key={c}>
              <NumberField
                value={entry}
                name={`${kind}:0:${c}`}
                precise={precise}
                label={trans.__('%1, component %2', title, c + 1)}
                onChange={value => onChange(c, value)}
              />
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
