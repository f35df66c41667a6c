/** White paper, what is written on it, what is masked, and the colour of the largest weight. */
const PAPER: Color = [255, 255, 255];
const MASKED: Color = [225, 225, 225];
const FULL: Color = [0, 78, 146];
/** From so much of the largest weight on, white is read better than black. */
const DARK = 0.75;

type Color = readonly [red: number, green: number, blue: number];

/** A colour as tables without styles take it. */
export interface Shade {
  readonly paper: string;
  readonly ink: 'white' | 'black';
}

export const HIDDEN: Shade = { paper: hex(MASKED), ink: 'black' };

/** The colour of a weight that is so much of the largest one, and of what is written on it. */
export function shadeOf(share: number): Shade {
  const mixed = PAPER.map((paper, i) => paper + Math.floor((FULL[i] - paper) * share + 0.5));
  return { paper: hex(mixed as unknown as Color), ink: share > DARK ? 'white' : 'black' };
}

function hex(color: Color): string {
  return `#${color.map(part => part.toString(16).padStart(2, '0')).join('')}`;
}
