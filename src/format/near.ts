/** How many names are proposed at most. */
const PROPOSED = 3;

/** Names that someone may have meant who wrote another, the nearest first. */
export function namesNear(found: string, names: readonly string[]): readonly string[] {
  const lower = found.toLowerCase();
  if (names.includes(lower)) {
    return [lower];
  }
  return names
    .map(name => ({ name, distance: isPartOf(lower, name) ? 1 : distance(lower, name) }))
    .filter(({ name, distance }) => distance <= tolerated(name))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, PROPOSED)
    .map(({ name }) => name);
}

/** How many slips still leave a name recognisable. */
function tolerated(name: string): number {
  return name.length < 6 ? 1 : 2;
}

/** Whether a name has a word as one of its parts, as `n_heads` has `heads`. */
function isPartOf(word: string, name: string): boolean {
  return name.split(/[_.]/).includes(word);
}

/** How many letters are put in, left out, replaced or swapped with their neighbour. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? before[j - 2] + 1 : Infinity;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, replaced, swapped);
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}
