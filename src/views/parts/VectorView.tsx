import { memo } from 'react';
import { mapVector } from '../../engine/index.ts';
import type { Vector } from '../../engine/index.ts';
import { decimal, separator } from '../../figures/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { TERMS } from './vectorText.ts';

interface Props {
  readonly vector: Vector;
  /** What its numbers are, as in their names, and the row they stand in. */
  readonly kind: string;
  readonly row: number;
  /** The component it starts with, where it is a part of a longer vector. */
  readonly start?: number;
  readonly precise: boolean;
  readonly digits: number;
}

/**
 * A vector in brackets, of which each number tells where it comes from. There are hundreds of them:
 * one is drawn anew only when its own numbers changed.
 */
export const VectorView = memo(function VectorView(props: Props) {
  const { vector, kind, row, start = 0, precise, digits } = props;
  const { theme } = useSurroundings();
  const between = separator(theme);
  return (
    <>
      [
      {mapVector(vector.slice(0, TERMS), (part, c) => (
        <span key={c}>
          {c > 0 && between}
          <span data-number={`${kind}:${row}:${start + c}`} tabIndex={-1}>
            {decimal(part, theme, precise, digits)}
          </span>
        </span>
      ))}
      {vector.length > TERMS && `${between}… ${vector.length}`}]
    </>
  );
}, shownAlike);

function shownAlike(a: Props, b: Props): boolean {
  return (
    a.kind === b.kind &&
    a.row === b.row &&
    a.start === b.start &&
    a.precise === b.precise &&
    a.digits === b.digits &&
    a.vector.length === b.vector.length &&
    a.vector.slice(0, TERMS).every((part, c) => Object.is(part, b.vector[c]))
  );
}
