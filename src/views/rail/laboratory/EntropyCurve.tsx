import { decimal } from '../../../figures/index.ts';
import type { Scalings } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';

/** The size of the drawing, and the room for words around the curves, in pixels of a view of usual size. */
const [WIDTH, HEIGHT] = [240, 132];
const [LEFT, RIGHT, TOP, BOTTOM] = [30, 68, 10, 36];

interface Props {
  readonly points: readonly Scalings[];
  /** The largest entropy that there can be, in bits. */
  readonly most: number;
  /** The number of dimensions that is shown. */
  readonly dimensions: number;
}

/** The mean entropy of the rows against the number of dimensions, with 1/√d_k and without a scale. */
export function EntropyCurve({ points, most, dimensions }: Props) {
  const { trans, theme } = useSurroundings();
  const x = (i: number) => LEFT + (i / (points.length - 1)) * (WIDTH - LEFT - RIGHT);
  const y = (bits: number) => HEIGHT - BOTTOM - (bits / (most || 1)) * (HEIGHT - TOP - BOTTOM);
  const bits = (value: number) => decimal(value, theme);
  const curves = [
    ['scaled', '1/√d_k'],
    ['unscaled', trans.__('no scale')]
  ] as const;
  const last = points[points.length - 1];
  const told = points.map(({ dimensions, scaled, unscaled }) =>
    trans.__(
      'd_k = %1: %2 bits with 1/√d_k, %3 without',
      dimensions,
      bits(scaled.entropy),
      bits(unscaled.entropy)
    )
  );
  return (
    <svg
      className="jp-Attention-curve"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={trans.__('The mean entropy of a row. %1', told.join('; '))}
    >
      <path d={`M ${LEFT} ${TOP} V ${y(0)} H ${x(points.length - 1)}`} data-axis />
      <text x={LEFT - 4} y={y(most) + 4} textAnchor="end">
        {decimal(most, theme, false, Number.isInteger(most) ? 0 : 1)}
      </text>
      <text x={LEFT - 4} y={y(0) + 4} textAnchor="end">
        0
      </text>
      {points.map((point, i) => (
        <text key={point.dimensions} x={x(i)} y={HEIGHT - BOTTOM + 15} textAnchor="middle">
          {point.dimensions}
        </text>
      ))}
      <text x={LEFT} y={HEIGHT - 4}>
        {trans.__('bits, by d_k')}
      </text>
      {curves.map(([name, words]) => (
        <g key={name} data-curve={name}>
          <polyline
            points={points.map((point, i) => `${x(i)},${y(point[name].entropy)}`).join(' ')}
          />
          {points.map((point, i) => (
            <circle
              key={point.dimensions}
              cx={x(i)}
              cy={y(point[name].entropy)}
              r={point.dimensions === dimensions ? 5 : 2.5}
            >
              <title>{told[i]}</title>
            </circle>
          ))}
          <text x={WIDTH - RIGHT + 8} y={y(last[name].entropy) + 4}>
            {words}
          </text>
        </g>
      ))}
    </svg>
  );
}
