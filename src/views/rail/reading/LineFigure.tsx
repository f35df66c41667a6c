import { useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent } from 'react';
import { percent, spoken } from '../../../figures/index.ts';
import { inSight, scrolledTo } from '../../../figures/overview/layout.ts';
import { shareLinesOf } from '../../../figures/reading/index.ts';
import type { ReadRow, Unit } from '../../../figures/reading/index.ts';
import type { Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { TokenText } from '../../parts/TokenText.tsx';
import { useSize } from '../../parts/useSize.ts';
import { drawLines } from './lineCanvas.ts';
import { givesText, unitName } from './readingWords.ts';
import type { Read } from './useRead.ts';

interface Props {
  readonly state: Ready;
  readonly read: Read;
  readonly heads: readonly number[];
  /** What the unit whose lines are seen alone gives, in each of the heads. */
  readonly rows: readonly ReadRow[];
  readonly shown: number | null;
  /** The unit that asks. */
  readonly own: number;
  /** A key that is to be brought into sight, or null. */
  readonly wanted: number | null;
  /** There is something that Escape lets go. */
  readonly holds: boolean;
  /** Told which unit the pointer or the keys are at. */
  readonly onLook: (unit: number | null) => void;
  readonly onHold: (unit: number) => void;
  readonly onLetGo: () => void;
}

/** Where the page has no layout. */
const SIZE = [280, 360] as const;
/** The height of a token, in sizes of the text, and the room of its name, as a part of the width. */
const [TALL, NAMES] = [24 / 13, 0.36];
const NONE: readonly number[] = [];

/** The tokens of both sides, as far as they are in sight, and the lines between them on one canvas. */
export function LineFigure(props: Props) {
  const { read, rows, own, wanted, onLook, onHold, onLetGo } = props;
  const { theme } = useSurroundings();
  const { queries, keys } = read;
  const scroller = useRef<HTMLDivElement>(null);
  const measured = useSize(scroller);
  const [width, height] = measured[0] > 0 ? measured : SIZE;
  const [scrolled, setScrolled] = useState(0);
  const [at, setAt] = useState(own);
  const tall = Math.round(theme.text * TALL);
  const here = Math.min(at, queries.length - 1);
  const asking = useMemo(
    () => sight(queries.length, tall, scrolled, height),
    [queries.length, tall, scrolled, height]
  );
  const answering = sight(keys.length, tall, scrolled, height);
  const bring = (unit: number) =>
    scroller.current?.scrollTo?.({ top: scrolledTo(unit, tall, scrolled, height) });
  // A token that asks from elsewhere is seen here as well.
  useLayoutEffect(() => {
    setAt(own);
    bring(own);
  }, [own, queries]); // eslint-disable-line react-hooks/exhaustive-deps -- and at no other moment
  useLayoutEffect(() => {
    if (wanted !== null && wanted < keys.length) {
      bring(wanted);
    }
  }, [wanted]); // eslint-disable-line react-hooks/exhaustive-deps -- and at no other moment
  const onKeyDown = (event: KeyboardEvent) => {
    const to = walkedTo(here, event.key, queries.length - 1, Math.floor(height / tall));
    if (to !== null) {
      event.preventDefault();
      setAt(to);
      onLook(to);
      bring(to);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onHold(here);
    } else if (event.key === 'Escape') {
      onLetGo();
    }
  };
  const names = Math.floor(width * NAMES);
  const count = Math.max(queries.length, keys.length);
  return (
    <div
      ref={scroller}
      className="jp-Attention-lines"
      style={{ '--rows': `${count * tall}px` } as CSSProperties}
      onScroll={({ currentTarget }) => setScrolled(currentTarget.scrollTop)}
    >
      <LineCanvas {...{ ...props, asking, scrolled, tall, names }} size={measured} />
      <div className="jp-Attention-sides" style={{ height: count * tall }}>
        <Asking
          {...{ ...props, asking, tall, names, here }}
          onKeyDown={onKeyDown}
          onChoose={unit => {
            setAt(unit);
            onHold(unit);
          }}
        />
        <div aria-hidden="true" style={{ width: names }}>
          {answering.map(unit => (
            <div key={unit} style={{ top: unit * tall, height: tall, lineHeight: `${tall}px` }}>
              <UnitText unit={keys[unit]} dimmed={read.dimmed} />
              {rows.length > 0 && <small>{percent(rows[0].shares[unit])}</small>}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

interface AskingProps extends Props {
  /** The units in sight, and the one that the keys are at. */
  readonly asking: readonly number[];
  readonly here: number;
  readonly tall: number;
  readonly names: number;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onChoose: (unit: number) => void;
}

/** The tokens that ask: one stop of the keys, and what the lines of one say is what it is called. */
function Asking({ read, heads, rows, shown, own, holds, asking, here, ...props }: AskingProps) {
  const { trans } = useSurroundings();
  const { tall, names, onKeyDown, onLook, onChoose } = props;
  const { queries, keys } = read;
  const id = useId();
  const nameOf = (unit: number) => `${id}-${unit}`;
  const spokenLines = (unit: number) => {
    const told = rows.map(row => givesText(trans, unitName(queries, unit), row, keys));
    const named = told.map((text, i) => `${trans.__('head %1', heads[i] + 1)}: ${text}`);
    return (heads.length === 1 ? told : named).join(' ');
  };
  return (
    <div
      role="listbox"
      tabIndex={0}
      data-holds={holds}
      aria-label={trans.__('Tokens that ask: arrow keys show the lines of each, Enter holds them')}
      aria-activedescendant={asking.includes(here) ? nameOf(here) : undefined}
      style={{ width: names }}
      onKeyDown={onKeyDown}
      onBlur={() => onLook(null)}
      onPointerLeave={() => onLook(null)}
    >
      {asking.map(unit => (
        <div
          key={unit}
          id={nameOf(unit)}
          role="option"
          aria-selected={unit === own}
          aria-setsize={queries.length}
          aria-posinset={unit + 1}
          aria-label={unit === shown ? spokenLines(unit) : undefined}
          data-at={unit === here}
          data-shown={unit === shown}
          style={{ top: unit * tall, height: tall, lineHeight: `${tall}px` }}
          onClick={() => onChoose(unit)}
          onPointerEnter={() => onLook(unit)}
        >
          <UnitText unit={queries[unit]} dimmed={read.dimmed} />
        </div>
      ))}
    </div>
  );
}

interface UnitProps {
  readonly unit: Unit;
  /** Special ones are left out. */
  readonly dimmed: boolean;
}

/** The name of a token or word; a special one is a chip. */
function UnitText({ unit: { text, special, first, end }, dimmed }: UnitProps) {
  return (
    <span
      data-special={special || undefined}
      data-dimmed={(special && dimmed) || undefined}
      title={spoken(text)}
    >
      <TokenText token={end > first + 1 ? text.trim() : text} length={16} />
    </span>
  );
}

/** Where a key leads to among the tokens that ask; null: it is none of those that walk. */
function walkedTo(at: number, key: string, last: number, page: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: -page,
    PageDown: page,
    Home: -last,
    End: last
  };
  return Object.hasOwn(steps, key) ? Math.max(0, Math.min(last, at + steps[key])) : null;
}

/** The units of a side that are in sight. */
function sight(count: number, tall: number, scrolled: number, height: number): readonly number[] {
  const { first, end } = inSight(count, tall, scrolled, height);
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
}

interface CanvasProps extends Props {
  readonly asking: readonly number[];
  readonly scrolled: number;
  readonly tall: number;
  /** The width of the names on either side. */
  readonly names: number;
  readonly size: readonly [width: number, height: number];
}

/** The lines that are in sight: of one token alone, or of all. */
function LineCanvas({ state, read, heads, shown, asking, ...where }: CanvasProps) {
  const { theme } = useSurroundings();
  const { scrolled, tall, names, size } = where;
  const [width, height] = size;
  const { trace, selection } = state;
  const canvas = useRef<HTMLCanvasElement>(null);
  const ratio = window.devicePixelRatio || 1;
  const isStill = selection.step !== null && selection.stepRows === 'one' && shown === null;
  const lines = useMemo(() => {
    const isAsking = (unit: number) => !(read.dimmed && read.queries[unit].special);
    const from = isStill ? NONE : shown === null ? asking.filter(isAsking) : [shown];
    const weights = heads.map(head => trace.heads[head].weights);
    const least = selection.threshold / 100;
    return shareLinesOf(weights, read.queries, from, read.keys, { dimmed: read.dimmed, least });
  }, [trace, heads, read, shown, asking, selection.threshold, isStill]);
  useLayoutEffect(() => {
    const context = width > 0 ? canvas.current?.getContext('2d') : null;
    if (context) {
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      const ground = { left: names, right: width - names, tall, scrolled, height };
      drawLines(context, lines, heads, ground, shown !== null, theme);
    }
  }, [lines, heads, width, height, ratio, names, tall, scrolled, shown, theme]);
  return (
    <canvas
      ref={canvas}
      aria-hidden
      width={Math.round(width * ratio)}
      height={Math.round(height * ratio)}
      style={{ width, height, marginBottom: -height }}
    />
  );
}
