/** Patches of a picture, row by row, and the token of the first. */
export interface Patches {
  readonly rows: number;
  readonly columns: number;
  readonly first?: number;
}

/** Whether a token is a patch. */
export function isPatch({ rows, columns, first = 0 }: Patches, token: number): boolean {
  return token >= first && token < first + rows * columns;
}

/** The row and the column of a patch, counted from 0. */
export function placeOf(
  { columns, first = 0 }: Patches,
  token: number
): readonly [row: number, column: number] {
  return [Math.floor((token - first) / columns), (token - first) % columns];
}

/** The patch that lies at a spot, in shares of the picture's width and height. */
export function patchAt(
  { rows, columns, first = 0 }: Patches,
  [across, down]: readonly [number, number]
): number {
  const at = (share: number, count: number) => clamp(Math.floor(share * count), count);
  return first + at(down, rows) * columns + at(across, columns);
}

/** The patch that a key goes to from a token, or null: it does not walk. From what is no patch it goes to the first. */
export function walkedFrom(patches: Patches, token: number, key: string): number | null {
  const { rows, columns, first = 0 } = patches;
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    Home: [0, -columns],
    End: [0, columns],
    PageUp: [-rows, 0],
    PageDown: [rows, 0]
  };
  if (!Object.hasOwn(steps, key)) {
    return null;
  }
  if (!isPatch(patches, token)) {
    return first;
  }
  const [row, column] = placeOf(patches, token);
  const [down, across] = steps[key];
  return first + clamp(row + down, rows) * columns + clamp(column + across, columns);
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}
