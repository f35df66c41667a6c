import { memo } from 'react';
import { axisTitles, marginOf, ticksOf } from '../../figures/index.ts';
import type { Frame, Theme } from '../../figures/index.ts';
import { useSurroundings } from '../frame/context.ts';
import type { Scale } from './scale.ts';

interface Props {
  readonly frame: Frame;
  readonly scale: Scale;
  readonly theme: Theme;
}

/** The axes of a plane where there is no Plotly, or on paper: they stand where Plotly, which has its own, puts them. */
export function LiveAxes(props: Props) {
  const { plotly, printing } = useSurroundings();
  return plotly && !printing ? null : <Axes {...props} />;
}

const Axes = memo(function Axes({ frame, scale: { x, y }, theme }: Props) {
  const { reach, basis } = frame;
  const stroke = (at: number) => (at === 0 && basis.variance === null ? theme.faint : theme.grid);
  const [across, up] = axisTitles(basis);
  const [left, right, top, bottom] = [x(-reach), x(reach), y(reach), y(-reach)];
  return (
    <g className="jp-Attention-axes" aria-hidden="true" fill={theme.faint}>
      {ticksOf(reach, theme).map(({ at, text }) => (
        <g key={at}>
          <path d={`M${x(at)},${top}V${bottom}M${left},${y(at)}H${right}`} stroke={stroke(at)} />
          <text x={x(at)} y={bottom + 14} textAnchor="middle">
            {text}
          </text>
          <text x={left - 5} y={y(at) + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      <text x={(left + right) / 2} y={bottom + marginOf(theme).b - 8} textAnchor="middle">
        {across}
      </text>
      <text transform={`translate(12 ${(top + bottom) / 2}) rotate(-90)`} textAnchor="middle">
        {up}
      </text>
    </g>
  );
});
