import { useEffect, useId, useRef, useState } from 'react';
import { decimal } from '../../figures/index.ts';
import type { NumberName } from '../../figures/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { readNumber, refusal } from './numberText.ts';
import type { Rule } from './numberText.ts';
import { useDrag } from './useDrag.ts';

interface Props extends Rule {
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
 * A number that is typed, stepped by arrow keys, or scrubbed: dragged sideways. What is typed stays until
 * it is taken, by Enter or when the field is left, or given up, by Escape; what is no number that the
 * field takes changes nothing, stays, and is told why.
 */
export function NumberField(props: Props) {
  const { value, label, digits, precise, step = 0.05, onChange, name, whole, least, above } = props;
  const { theme, trans } = useSurroundings();
  const rule = { whole, least, above };
  const shown = decimal(value, theme, precise, digits ?? theme.decimals);
  const { draft, problem, write, refuse } = useDraft(name);
  const told = useId();
  /** The value, or where steps have brought it that are not shown yet. */
  const newest = useRef(value);
  useEffect(() => {
    newest.current = value;
  }, [value]);
  const reading = draft === null ? { value } : readNumber(draft, rule, trans);
  const commit = () => {
    if (draft === null || draft === shown) {
      write(null);
    } else if ('problem' in reading) {
      refuse(reading.problem);
    } else {
      write(null);
      onChange(reading.value);
    }
  };
  /** Goes to the nearest number that is taken, if there is one. */
  const go = (to: number) => {
    const rounded = whole ? Math.round(to) : to;
    const next = Math.max(least ?? -Infinity, rounded);
    if (refusal(next, rule, trans) === null) {
      newest.current = next;
      write(null);
      onChange(next);
    }
  };
  const grabbed = useRef(value);
  const node = useDrag<HTMLInputElement>(
    ({ dx }) => go(grabbed.current + dx * step * SCRUB),
    () => {
      grabbed.current = value;
    }
  );
  return (
    <span className="jp-Attention-numberField">
      <input
        ref={node}
        className="jp-Attention-number"
        style={{ minWidth: `${shown.length}ch` }}
        inputMode="decimal"
        aria-label={label}
        aria-invalid={'problem' in reading}
        aria-describedby={problem === null ? undefined : told}
        data-editing={draft !== null}
        data-number={name}
        title={decimal(value, theme, true)}
        value={draft ?? shown}
        onChange={event => write(event.target.value)}
        onBlur={commit}
        onKeyDown={event => {
          if (event.key === 'Enter') {
            commit();
          } else if (event.key === 'Escape') {
            write(null);
          } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault();
            go(newest.current + (event.key === 'ArrowUp' ? step : -step));
          }
        }}
      />
      {problem !== null && (
        <span id={told} className="jp-Attention-refused" role="alert">
          {problem} {trans.__('Escape: back to %1.', shown)}
        </span>
      )}
    </span>
  );
}

/** What is being typed, and why it was not taken; a field that stands for another number begins anew. */
function useDraft(name: NumberName | undefined) {
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const write = (text: string | null) => {
    setDraft(text);
    setProblem(null);
  };
  useEffect(() => {
    setDraft(null);
    setProblem(null);
  }, [name]);
  return { draft, problem, write, refuse: setProblem };
}
