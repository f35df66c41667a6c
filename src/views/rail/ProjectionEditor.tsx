import { memo } from 'react';
import type { KeyboardEvent } from 'react';
import { mapVector, rotationOf } from '../../engine/index.ts';
import { headColor } from '../../figures/index.ts';
import type { Matrix, Rotation, Vector } from '../../engine/index.ts';
import type { ProjectionName } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { NumberField } from '../parts/NumberField.tsx';
import { useDrag } from '../parts/useDrag.ts';
import { GivenVectors } from './GivenVectors.tsx';

/** Matrices up to this size are shown number by number. */
const EDITABLE = 16;
/** The dial's radius, and how far from its middle a stretch of 1 lies, in pixels. */
const RADIUS = 30;
const UNIT = 20;
/** A matrix is not stretched below this: from nothing it could not be stretched back. */
const LEAST = 0.05;

interface Props {
  readonly name: ProjectionName;
  readonly matrix: Matrix;
  readonly precise: boolean;
  /** Numbers alone, without what turns them and what is added. */
  readonly plain?: boolean;
  readonly nHeads: number;
  /** Equal runs of columns: a run a head, or shared by several. */
  readonly groups: number;
  /** What is added to the product, where something is. */
  readonly bias?: Vector;
  /** What the norm of the product multiplies by, where there is one. */
  readonly norm?: Vector;
}

/**
 * One projection: its numbers and, where it is 2×2, a handle that turns and stretches it. Many fields:
 * drawn anew only when something of it changed.
 */
export const ProjectionEditor = memo(function ProjectionEditor(props: Props) {
  const { name, matrix, precise, plain, nHeads, groups, bias, norm } = props;
  const { model, trans, theme } = useSurroundings();
  const [rows, columns] = [matrix.length, matrix[0].length];
  const title = { query: 'W_Q', key: 'W_K', value: 'W_V', output: 'W_O' }[name];
  const color = theme.roles[name];
  return (
    <fieldset className="jp-Attention-projection" style={{ color }}>
      <legend>
        {title} <small>{`[${rows}, ${columns}]`}</small>
      </legend>
      {Math.max(rows, columns) <= EDITABLE ? (
        <table>
          {nHeads > 1 && name !== 'output' && (
            <HeadColumns nHeads={nHeads} groups={groups} columns={columns} />
          )}
          <tbody>
            {matrix.map((row, r) => (
              <tr key={r}>
                {nHeads > 1 && name === 'output' && <HeadRow row={r} size={rows / nHeads} />}
                {mapVector(row, (entry, c) => (
                  <td key={c}>
                    <NumberField
                      value={entry}
                      name={`w_${name[0]}:${r}:${c}`}
                      precise={precise}
                      label={trans.__('%1, row %2, column %3', title, r + 1, c + 1)}
                      onChange={value =>
                        model.edit({ type: 'entry', projection: name, row: r, column: c, value })
                      }
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p>{trans.__('too large to be shown number by number')}</p>
      )}
      {!plain && rows === 2 && columns === 2 && <Turn name={name} title={title} matrix={matrix} />}
      {!plain && (
        <GivenVectors
          projection={name}
          columns={columns}
          bias={bias}
          norm={norm}
          precise={precise}
        />
      )}
    </fieldset>
  );
});

interface HeadColumnsProps {
  readonly nHeads: number;
  readonly groups: number;
  readonly columns: number;
}

/** Above the columns: the heads that read them, each in its colour; several where they share. */
function HeadColumns({ nHeads, groups, columns }: HeadColumnsProps) {
  const { trans, theme } = useSurroundings();
  const size = nHeads / groups;
  return (
    <thead>
      <tr>
        {Array.from({ length: groups }, (_, group) => {
          const [first, last] = [group * size + 1, (group + 1) * size];
          return (
            <th
              key={group}
              scope="colgroup"
              colSpan={columns / groups}
              className="jp-Attention-headColumns"
              style={{ borderBottomColor: headColor(first - 1, theme) }}
              title={
                size === 1
                  ? trans.__('head %1', first)
                  : trans.__('shared by heads %1 to %2', first, last)
              }
            >
              {size === 1 ? first : `${first}–${last}`}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface HeadRowProps {
  readonly row: number;
  /** Rows of W_O that a head's output meets. */
  readonly size: number;
}

/** Before the rows of W_O: the head whose output they meet, in its colour. */
function HeadRow({ row, size }: HeadRowProps) {
  const { trans, theme } = useSurroundings();
  const head = row / size;
  return Number.isInteger(head) ? (
    <th
      scope="rowgroup"
      rowSpan={size}
      className="jp-Attention-headRows"
      style={{ borderColor: headColor(head, theme) }}
      title={trans.__('head %1', head + 1)}
    >
      {head + 1}
    </th>
  ) : null;
}

interface TurnProps {
  readonly name: ProjectionName;
  readonly title: string;
  readonly matrix: Matrix;
}

function Turn({ name, title, matrix }: TurnProps) {
  const { model, trans } = useSurroundings();
  const now = rotationOf(matrix) ?? { degrees: 0, stretch: 0 };
  const turn = (to: Rotation) => model.edit({ type: 'rotation', projection: name, to });
  return (
    <div className="jp-Attention-turn">
      <Dial title={title} now={now} onTurn={turn} />
      <label>
        <NumberField
          value={now.degrees}
          digits={1}
          step={5}
          label={trans.__('%1, angle in degrees', title)}
          onChange={degrees => turn({ ...now, degrees })}
        />
        °
      </label>
      <label>
        ×
        <NumberField
          value={now.stretch}
          label={trans.__('%1, stretch', title)}
          above={0}
          onChange={stretch => turn({ ...now, stretch })}
        />
      </label>
    </div>
  );
}

interface DialProps {
  readonly title: string;
  readonly now: Rotation;
  readonly onTurn: (to: Rotation) => void;
}

/** A handle on a circle: its angle turns, its distance from the middle stretches. */
function Dial({ title, now, onTurn }: DialProps) {
  const { trans } = useSurroundings();
  const node = useDrag<SVGCircleElement>(({ x, y }) =>
    onTurn({
      degrees: degreesOf(x - RADIUS, RADIUS - y),
      stretch: Math.max(LEAST, Math.hypot(x - RADIUS, RADIUS - y) / UNIT)
    })
  );
  const angle = (now.degrees * Math.PI) / 180;
  const reach = Math.min(RADIUS - 4, now.stretch * UNIT);
  const [x, y] = [RADIUS + reach * Math.cos(angle), RADIUS - reach * Math.sin(angle)];
  const onKeyDown = (event: KeyboardEvent) => {
    const change = {
      ArrowLeft: [5, 0],
      ArrowRight: [-5, 0],
      ArrowUp: [0, 0.05],
      ArrowDown: [0, -0.05]
    }[event.key];
    if (change) {
      event.preventDefault();
      const stretch = Math.max(LEAST, now.stretch + change[1]);
      onTurn({ degrees: now.degrees + change[0], stretch });
    }
  };
  return (
    <svg className="jp-Attention-dial" width={2 * RADIUS} height={2 * RADIUS}>
      <circle cx={RADIUS} cy={RADIUS} r={UNIT} className="jp-Attention-unit" />
      <line x1={RADIUS} y1={RADIUS} x2={x} y2={y} stroke="currentColor" strokeWidth={2} />
      <circle
        ref={node}
        className="jp-Attention-grip"
        cx={x}
        cy={y}
        r={6}
        fill="currentColor"
        tabIndex={0}
        role="slider"
        aria-label={trans.__('%1: turn and stretch', title)}
        aria-valuenow={Math.round(now.degrees)}
        aria-valuemin={-180}
        aria-valuemax={180}
        onKeyDown={onKeyDown}
      />
    </svg>
  );
}

function degreesOf(x: number, y: number): number {
  return (Math.atan2(y, x) * 180) / Math.PI;
}
