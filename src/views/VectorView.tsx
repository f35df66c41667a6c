import type { Vector } from '../engine/index.ts';
import { decimal } from '../figures/index.ts';
import { TERMS } from './vectorText.ts';

interface Props {
  readonly vector: Vector;
  /** What its numbers are, as in their names, and the row they stand in. */
  readonly kind: string;
  readonly row: number;
  readonly precise: boolean;
  readonly digits: number;
}

/** A vector in brackets, of which each number tells where it comes from. */
export function VectorView({ vector, kind, row, precise, digits }: Props) {
  return (
    <>
      [
      {vector.slice(0, TERMS).map((part, c) => (
        <span key={c}>
          {c > 0 && ', '}
          <span data-number={`${kind}:${row}:${c}`} tabIndex={-1}>
            {decimal(part, digits, precise)}
          </span>
        </span>
      ))}
      {vector.length > TERMS && `, … ${vector.length}`}]
    </>
  );
}
