import { useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent } from 'react';
import type { Vector } from '../../../engine/index.ts';
import type { SpecTokenInfo } from '../../../format/index.ts';
import { percent, spoken } from '../../../figures/index.ts';
import type { NumberName } from '../../../figures/index.ts';
import { inSight, scrolledTo } from '../../../figures/overview/layout.ts';
import { piecesOf } from '../../../figures/reading/index.ts';
import type { Piece, Unit } from '../../../figures/reading/index.ts';
import type { Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { faded } from '../../parts/faded.ts';
import { TokenText } from '../../parts/TokenText.tsx';
import { useSize } from '../../parts/useSize.ts';
import { LENGTH, useLines, walkedIn } from './textLines.ts';
import type { Read } from './useRead.ts';

interface Props {
  readonly state: Ready;
  readonly read: Read;
  readonly units: readonly Unit[];
  readonly tokens: readonly string[];
  readonly info: SpecTokenInfo | undefined;
  /** The text that the tokens were made of, where it is known. */
  readonly source: string | undefined;
  readonly label: string;
  /** The share of each unit, or null: it is not shaded. */
  readonly values: Vector | null;
  /** In whose colour. */
  readonly role: 'query' | 'key';
  /** The unit that is asked about, or null: it is in another text. */
  readonly selected: number | null;
  /** The name of the number that a shade stands for. */
  readonly numberOf: (unit: number) => NumberName | undefined;
  readonly onChoose: (unit: number) => void;
  /** Told which unit the pointer or the keys are at; null: at none. */
  readonly onLook: (unit: number | null) => void;
}

/** Where the page has no layout. */
const SIZE = [300, 280] as const;
/** The height of a line, in sizes of the text. */
const TALL = 28 / 13;
/** How much of the full colour the largest share has: text on it is read as well. */
const FULL = 0.45;

/** A text that flows: of its lines those in sight are there, and the arrows walk from token to token. */
export function TextFlow(props: Props) {
  const { units, tokens, info, source, label, values, selected, onChoose, onLook } = props;
  const { theme } = useSurroundings();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const measured = useSize(scroller);
  const [, height] = measured[0] > 0 ? measured : SIZE;
  const [scrolled, setScrolled] = useState(0);
  const [at, setAt] = useState(selected ?? 0);
  const here = Math.min(at, units.length - 1);
  const tall = Math.round(theme.text * TALL);
  const pieces = useMemo(
    () => piecesOf(units, tokens, info, source),
    [units, tokens, info, source]
  );
  const lines = useLines(scroller, pieces, units, measured[0] || null, theme);
  const lineOf = (unit: number) => lines.findIndex(([, end]) => unit < end);
  const bring = (unit: number) =>
    scroller.current?.scrollTo?.({ top: scrolledTo(lineOf(unit), tall, scrolled, height) });
  // A token that asks from elsewhere is seen here as well.
  useLayoutEffect(() => {
    if (selected !== null) {
      setAt(selected);
      bring(selected);
    }
  }, [selected, lines]); // eslint-disable-line react-hooks/exhaustive-deps -- and at no other moment
  const onKeyDown = (event: KeyboardEvent) => {
    const to = walkedIn(lines, here, event.key, Math.max(1, Math.floor(height / tall)));
    if (to !== null) {
      event.preventDefault();
      setAt(to);
      onLook(values ? to : null);
      bring(to);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onChoose(here);
    }
  };
  const { first, end } = inSight(lines.length, tall, scrolled, height);
  const largest = useMemo(() => (values ? Math.max(...values) : 0), [values]);
  const nameOf = (unit: number) => `${id}-${unit}`;
  const isThere = lineOf(here) >= first && lineOf(here) < end;
  return (
    <div
      ref={scroller}
      className="jp-Attention-text"
      style={{ '--rows': `${lines.length * tall}px` } as CSSProperties}
      onScroll={({ currentTarget }) => setScrolled(currentTarget.scrollTop)}
    >
      <div
        role="listbox"
        tabIndex={0}
        dir="auto"
        aria-label={label}
        aria-activedescendant={isThere ? nameOf(here) : undefined}
        style={{ height: lines.length * tall }}
        onKeyDown={onKeyDown}
        onBlur={() => onLook(null)}
        onPointerLeave={() => onLook(null)}
      >
        {lines.slice(first, end).map(([from, to], l) => (
          <div
            key={first + l}
            role="none"
            style={{ top: (first + l) * tall, height: tall, lineHeight: `${tall - 4}px` }}
          >
            {units.slice(from, to).map((_, u) => (
              <FlowUnit
                key={from + u}
                id={nameOf(from + u)}
                {...props}
                unit={from + u}
                piece={pieces[from + u]}
                isBeforeGap={pieces[from + u + 1]?.gap ?? false}
                isAt={from + u === here}
                shade={shadeOf(values?.[from + u], largest)}
                onChoose={() => {
                  setAt(from + u);
                  onChoose(from + u);
                }}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

interface FlowUnitProps extends Omit<Props, 'onChoose'> {
  readonly id: string;
  readonly unit: number;
  readonly piece: Piece;
  /** A space follows, also at the end of a line. */
  readonly isBeforeGap: boolean;
  readonly isAt: boolean;
  /** How much of the full colour. */
  readonly shade: number;
  readonly onChoose: () => void;
}

/** A token or word in its place, in its shade. */
function FlowUnit(props: FlowUnitProps) {
  const { id, unit, units, piece, isBeforeGap, isAt, shade, values, role, selected, read } = props;
  const { theme, trans } = useSurroundings();
  const { special, text } = units[unit];
  const color = theme.roles[role];
  return (
    <>
      <span
        id={id}
        role="option"
        aria-selected={unit === selected}
        aria-setsize={units.length}
        aria-posinset={unit + 1}
        aria-label={values ? trans.__('%1: %2', spoken(text), percent(values[unit])) : spoken(text)}
        data-at={isAt}
        data-special={special || undefined}
        data-dimmed={(special && read.dimmed) || undefined}
        data-number={values ? props.numberOf(unit) : undefined}
        style={
          shade > 0
            ? { background: faded(color, shade * FULL), borderBottomColor: color }
            : undefined
        }
        onClick={props.onChoose}
        onPointerEnter={() => props.onLook(values ? unit : null)}
      >
        <TokenText token={piece.body} length={LENGTH} />
      </span>
      {isBeforeGap && ' '}
    </>
  );
}

/** A share by the largest of all, in hundredths. */
function shadeOf(share: number | undefined, largest: number): number {
  const part = largest > 0 ? (share ?? 0) / largest : 0;
  return Number.isFinite(part) ? Math.round(Math.max(0, part) * 100) / 100 : 0;
}
