import type { NumberName } from '../../figures/index.ts';

/** A number in a sentence: its name, and how it is written. */
export type ToldNumber = readonly [name: NumberName, text: string];

/** A character for private use: no language has it, so that it marks places in a translation. */
const FIRST = 0xe000;
const PLACE = /([\ue000-\ue0ff])/;

/** What stands in a translated sentence for the number of this index. */
export function place(index: number): string {
  return String.fromCharCode(FIRST + index);
}

interface Props {
  /** With a `place` for each number. */
  readonly text: string;
  readonly numbers: readonly ToldNumber[];
}

/** A sentence in which every number tells where it comes from. */
export function Told({ text, numbers }: Props) {
  return text.split(PLACE).map((part, i) => {
    const number = i % 2 === 1 ? numbers[part.charCodeAt(0) - FIRST] : undefined;
    return number ? (
      <span key={i} data-number={number[0]} tabIndex={-1}>
        {number[1]}
      </span>
    ) : (
      part
    );
  });
}
