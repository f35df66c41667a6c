import { useEffect, useRef, useState } from 'react';
import { decimal } from '../figures/index.ts';
import type { NumberName } from '../figures/index.ts';
import { useSurroundings } from './context.ts';
import { useDrag } from './useDrag.ts';

interface Props {
  readonly value: number;
  readonly label: string;
  readonly digits?: number;
  readonly precise?: boolean;
  /** How much an arrow key adds. */
  readonly step?: number;
  readonly onChange: (value: number) => void;
  /** Its name among the numbers that tell where they come from. */
  readonly name?: NumberName;
}

/** How many steps of an arrow key a pixel of scrubbing is. */
const SCRUB = 0.25;

/**
 * A number that is typed, stepped by arrow keys, or scrubbed: dragged sideways. What is no number
 * changes nothing.
 */
export function NumberField({ value, label, digits, precise, step = 0.05, onChange, name }: Props) {
  const { theme } = useSurroundings();
  const shown = decimal(value, digits ?? theme.decimals, precise);
  const [draft, setDraft] = useState<string | null>(null);
  /** The value, or where steps have brought it that are not shown yet. */
  const newest = useRef(value);
  useEffect(() => {
    newest.current = value;
    setDraft(null);
  }, [value]);
  const entered = draft === null ? value : read(draft);
  const commit = () => {
    if (draft !== null && entered !== null && draft !== shown) {
      onChange(entered);
    }
    setDraft(null);
  };
  const grabbed = useRef(value);
  const node = useDrag<HTMLInputElement>(
    ({ dx }) => onChange(grabbed.current + dx * step * SCRUB),
    () => {
      grabbed.current = value;
    }
  );
  return (
    <input
      ref={node}
      className="jp-Attention-number"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={entered === null}
      data-editing={draft !== null}
      data-number={name}
      title={String(value)}
      value={draft ?? shown}
      onChange={event => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={event => {
        if (event.key === 'Enter') {
          commit();
        } else if (event.key === 'Escape') {
          setDraft(null);
        } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
          event.preventDefault();
          newest.current += event.key === 'ArrowUp' ? step : -step;
          onChange(newest.current);
        }
      }}
    />
  );
}

function read(text: string): number | null {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  const value = Number(plain);
  return plain !== '' && Number.isFinite(value) ? value : null;
}
