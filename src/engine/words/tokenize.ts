import { LOWER } from './characters.ts';
import { kindsOf, PIECE } from './kinds.ts';

const WORD = new RegExp(`${PIECE}+(?:[QH]${PIECE}+)*`, 'g');
const MORE = /[MKQ]*[LJ]/y;

/**
 * The words of a sentence, in lower case. Punctuation is no token; an apostrophe or hyphen inside
 * a word belongs to it, and so does what joins or parts letters in scripts that use it.
 */
export function tokenize(sentence: string): string[] {
  const characters = lowerCase(sentence);
  const kinds = kindsOf(characters);
  if (kinds.includes('D')) {
    return tokenize(characters.filter((_, i) => kinds[i] !== 'D').join(''));
  }
  return Array.from(kinds.matchAll(WORD), ({ index, 0: word }) =>
    characters.slice(index, index + word.length).join('')
  );
}

/** A text's characters in lower case, the same by whatever version of Unicode. */
function lowerCase(text: string): readonly string[] {
  const small = text.includes('Σ') ? withSmallSigmas([...text]).join('') : text;
  return [...small.toLowerCase()].map(character => LOWER[character] ?? character);
}

/** A capital sigma is ς where letters end with it, and σ elsewhere. */
function withSmallSigmas(characters: readonly string[]): readonly string[] {
  const kinds = kindsOf(characters);
  return characters.map((character, i) => {
    if (character !== 'Σ') {
      return character;
    }
    let before = i - 1;
    while ('MKQ'.includes(kinds[before] ?? ' ')) {
      before--;
    }
    MORE.lastIndex = i + 1;
    return 'LJ'.includes(kinds[before] ?? ' ') && !MORE.test(kinds) ? 'ς' : 'σ';
  });
}
