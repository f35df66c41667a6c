import { KINDS } from './characters.ts';

/**
 * What characters are, a letter for each: `L` letter or digit, `M` mark, `J` and `K` the same of a
 * script whose letters join, `S` symbol, `Q` apostrophe, `H` hyphen, `N` and `Z` what joins or parts
 * letters, `D` a hint for line breaks, `T` tag, `R` an arrow that ends some emoji, `X` what cannot
 * be seen, `O` any other.
 */
export function kindsOf(characters: readonly string[]): string {
  let kinds = '';
  for (const character of characters) {
    kinds += kindOf(character.codePointAt(0)!);
  }
  return kinds;
}

/**
 * A piece of a word, in kinds: a letter or symbol with its marks. What joins or parts letters
 * stays between two of them, of which one is of a script that uses it; in emoji, between symbols.
 */
export const PIECE =
  '(?:[JK]M*(?:[NZ]+(?=[JKLM]))?|LM*(?:[NZ]+(?=[JK]))?|M|SM*(?:T+|(?:Z[SR]M*)*))';

interface Runs {
  readonly starts: Uint32Array;
  readonly kinds: string;
}

function kindOf(code: number): string {
  runs ??= read();
  let low = 0;
  let high = runs.kinds.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (runs.starts[middle] <= code) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return runs.kinds[low];
}

let runs: Runs | undefined;

function read(): Runs {
  const found = KINDS.match(/[A-Z][0-9a-z]+/g)!;
  const starts = new Uint32Array(found.length);
  for (let i = 1; i < found.length; i++) {
    starts[i] = starts[i - 1] + parseInt(found[i - 1].slice(1), 36);
  }
  return { starts, kinds: found.map(run => run[0]).join('') };
}
