/**
 * What of each name is its own: without the parts, between dots, with which all begin or end alike. Nothing
 * is left where that is no more than a number, since a layer's place says as much.
 *
 * @param names - of all layers, such as "encoder.layer.0.attention.self"
 */
export function ownParts(names: readonly string[]): readonly string[] {
  const split = names.map(name => name.split('.'));
  const least = split.reduce((least, { length }) => Math.min(least, length), split[0]?.length ?? 0);
  const alike = (at: (parts: readonly string[], i: number) => string | undefined, most: number) => {
    let count = 0;
    while (count < most && split.every(parts => at(parts, count) === at(split[0], count))) {
      count++;
    }
    return count;
  };
  const start = alike((parts, i) => parts[i], least);
  const end = alike((parts, i) => parts.at(-1 - i), least - start);
  const own = split.map(parts => parts.slice(start, parts.length - end).join('.'));
  return own.every(part => /^\d*$/.test(part)) ? names.map(() => '') : own;
}
