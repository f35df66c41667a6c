import { useState } from 'react';
import { FIGURE_LIMITS } from '../../figures/export/index.ts';
import type { FigureOptions } from '../../figures/export/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { Labelled } from './Labelled.tsx';
import type { Wanted } from './making.ts';

/** Dots per inch: for a screen, for print, for print of lines. */
const DPI = [150, 300, 600];

interface Props {
  readonly wanted: Wanted;
  readonly options: FigureOptions;
  readonly onWanted: (change: Partial<Wanted>) => void;
  readonly onOptions: (change: Partial<FigureOptions>) => void;
}

/** How a figure is drawn. */
export function FigureFields({ wanted, options, onWanted, onOptions }: Props) {
  const { trans } = useSurroundings();
  const { format, dpi } = wanted;
  return (
    <div className="jp-Attention-exportFields">
      <Labelled label={trans.__('Format')}>
        {id => (
          <select
            id={id}
            value={format}
            onChange={({ target }) => onWanted({ format: target.value as Wanted['format'] })}
          >
            <option value="svg">SVG</option>
            <option value="png">PNG</option>
          </select>
        )}
      </Labelled>
      {format === 'png' && (
        <Labelled label={trans.__('Dots per inch')}>
          {id => (
            <select
              id={id}
              value={dpi}
              onChange={({ target }) => onWanted({ dpi: Number(target.value) })}
            >
              {DPI.map(dots => (
                <option key={dots}>{dots}</option>
              ))}
            </select>
          )}
        </Labelled>
      )}
      <Labelled label={trans.__('Background')}>
        {id => (
          <select
            id={id}
            value={options.ground}
            onChange={({ target }) =>
              onOptions({ ground: target.value as FigureOptions['ground'] })
            }
          >
            <option value="white">{trans.__('white')}</option>
            <option value="transparent">{trans.__('transparent')}</option>
          </select>
        )}
      </Labelled>
      <Measure
        label={trans.__('Width in mm')}
        limits={FIGURE_LIMITS.width}
        value={options.width}
        onChange={width => onOptions({ width })}
      />
      <Measure
        label={trans.__('Letters in pt')}
        limits={FIGURE_LIMITS.font}
        value={options.font}
        onChange={font => onOptions({ font })}
      />
      <Measure
        label={trans.__('Decimals')}
        limits={FIGURE_LIMITS.decimals}
        value={options.decimals}
        onChange={decimals => onOptions({ decimals })}
      />
    </div>
  );
}

interface MeasureProps {
  readonly label: string;
  readonly limits: readonly [least: number, most: number];
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** A number within its limits; while what is typed is none, the last one that was holds. */
function Measure({ label, limits: [least, most], value, onChange }: MeasureProps) {
  const { trans } = useSurroundings();
  const [typed, setTyped] = useState(String(value));
  const number = Number(typed);
  const isGood = typed.trim() !== '' && number >= least && number <= most;
  return (
    <Labelled label={label}>
      {id => (
        <>
          <input
            id={id}
            className="jp-Attention-number"
            type="number"
            min={least}
            max={most}
            step="any"
            value={typed}
            aria-invalid={!isGood}
            aria-describedby={isGood ? undefined : `${id}-why`}
            onChange={({ target }) => {
              setTyped(target.value);
              const next = Number(target.value);
              if (target.value.trim() !== '' && next >= least && next <= most) {
                onChange(next);
              }
            }}
          />
          {!isGood && (
            <span id={`${id}-why`} className="jp-Attention-exportWhy">
              {trans.__('%1 to %2', least, most)}
            </span>
          )}
        </>
      )}
    </Labelled>
  );
}
