import { kindsOf } from '../engine/index.ts';
import { BASE, CODE, EMPTY, OTHER, SIGNS } from './signs.ts';

/** A stretch of a token as it is seen: its own characters, or the sign of one that is not seen. */
export interface Shown {
  readonly text: string;
  /** What a sign stands for, in words; null where the characters themselves are shown. */
  readonly name: string | null;
}

/** What a token looks like on screen: a sign for each character that is not seen, long ones cut. */
export function visible(token: string, length: number = 24): string {
  return isPlain(token, length)
    ? token
    : shownParts(token, length)
        .map(({ text }) => text)
        .join('');
}

/** What a token is read aloud as: the names of signs among its own characters. */
export function spoken(token: string, length: number = 200): string {
  return shownParts(token, length)
    .map(({ text, name }) => name ?? text.trim())
    .filter(text => text !== '')
    .join(' ');
}

/** A token with the names of what is not seen in it, as a tooltip has room for. */
export function spelled(token: string, length: number = 200): string {
  const names = invisible(token, length).join(', ');
  return names === '' ? visible(token, length) : `${visible(token, length)} (${names})`;
}

/** The parts of a token as it is seen, at most so many characters together. */
export function shownParts(token: string, length: number = 24): readonly Shown[] {
  if (isPlain(token, length)) {
    return [{ text: token, name: null }];
  }
  const name = `${length} ${token}`;
  let parts = found.get(name);
  if (!parts) {
    parts = partsOf(token, length);
    if (found.size >= REMEMBERED) {
      found.clear();
    }
    found.set(name, parts);
  }
  return parts;
}

/** Parts that were found: a page shows the same tokens in many places, at every step of a drag. */
const found = new Map<string, readonly Shown[]>();
const REMEMBERED = 4096;

/** Letters, digits and marks of which each is seen as it is. */
function isPlain(token: string, length: number): boolean {
  return token.length <= length && /^[!-~¡-¬®-˿]+$/.test(token);
}

function partsOf(token: string, length: number): readonly Shown[] {
  if (token === '') {
    return [{ text: EMPTY[0], name: EMPTY[1] }];
  }
  const units = unitsOf(token, length);
  const total = units.reduce((sum, { text }) => sum + [...text].length, 0);
  return merged(total > length ? cut(units, length - 1) : units);
}

/** Beyond what is shown no more is looked at than this. */
const SPARE = 16;

/**
 * The smallest parts that are shown together, in kinds: a flag, an emoji, a letter with its marks
 * and what joins it to the next, a space between words, marks without a letter, any other.
 */
const UNIT =
  /Ft{3,6}c|[SF][VMK]*(?:Z[SFR][VMK]*)*|J[VMK]*(?:[NZ]+(?=[JKLM])[VMK]*)*|L[VMK]*(?:[NZ]+(?=[JK])[VMK]*)*|[OQHR][VMK]*|W|[MK][VMK]*(?:[NZ]+(?=[JKLM])[VMK]*)*|./g;

function unitsOf(token: string, length: number): readonly Shown[] {
  const characters = [...token.slice(0, 2 * (length + SPARE))].slice(0, length + SPARE);
  const kinds = sightOf(characters);
  return Array.from(kinds.matchAll(UNIT), ({ index, 0: unit }) => {
    const text = characters.slice(index, index + unit.length).join('');
    const isSign = /^[ENZtc]/.test(unit);
    return isSign ? signOf(text) : { text: /^[MK]/.test(unit) ? BASE + text : text, name: null };
  });
}

/**
 * The kinds of characters (`kindsOf`), where `E` is what is not seen where it stands, `W` a space
 * between two that are, `V` what chooses a variant of the one before, `F` the flag that `t`, tags,
 * and `c`, their end, make another.
 */
function sightOf(characters: readonly string[]): string {
  const kinds = kindsOf(characters);
  const isSeen = (i: number) => 'LJSOQHRMK'.includes(kinds[i] ?? ' ') && !rowOf(characters[i]);
  return characters
    .map((character, i) => {
      const kind = kinds[i];
      if (SELECTOR.test(character)) {
        return i > 0 && isSeen(i - 1) && hasVariants(characters[i - 1], kinds[i - 1]) ? 'V' : 'E';
      }
      if (character === ' ') {
        return isSeen(i - 1) && isSeen(i + 1) && !'MK'.includes(kinds[i + 1]) ? 'W' : 'E';
      }
      if (kind === 'T') {
        return character === '\u{E007F}'
          ? 'c'
          : /[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]/u.test(character)
            ? 't'
            : 'E';
      }
      return character === '\u{1F3F4}' ? 'F' : 'NZ'.includes(kind) ? kind : isSeen(i) ? kind : 'E';
    })
    .join('');
}

const SELECTOR = /[\u180B-\u180D\u180F\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/u;

/** Emoji, keys of a telephone, signs and letters of the scripts that have variants. */
function hasVariants(character: string, kind: string): boolean {
  return 'SR'.includes(kind) || character >= '\u1000' || /[0-9#*]/.test(character);
}

type Row = readonly [first: number, last: number, sign: string, name: string];

let rows: readonly Row[] | undefined;

function rowOf(character: string): Row | undefined {
  rows ??= SIGNS.map(([codes, sign, name]) => {
    const [first, last = first] = codes.split('-').map(code => parseInt(code, 16));
    return [first, last, sign, name];
  });
  const code = character.codePointAt(0)!;
  return rows.find(([first, last]) => first <= code && code <= last);
}

function signOf(character: string): Shown {
  const [sign, name] = (rowOf(character)?.slice(2) as [string, string] | undefined) ?? OTHER;
  const hex = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  return sign === ''
    ? { text: CODE.replace('%s', hex), name: `${name} ${hex}` }
    : { text: sign, name };
}

/** The first units that have so many characters together; of one that is longer alone a part. */
function cut(units: readonly Shown[], length: number): readonly Shown[] {
  const kept: Shown[] = [];
  let left = length;
  for (const unit of units) {
    const characters = [...unit.text];
    if (characters.length > left) {
      const isFirst = kept.length === 0;
      kept.push(
        ...(isFirst
          ? [unit.name ? unit : { ...unit, text: characters.slice(0, left).join('') }]
          : [])
      );
      break;
    }
    kept.push(unit);
    left -= characters.length;
  }
  return [...kept, { text: '…', name: null }];
}

/** Neighbours that are shown as they are, as one. */
function merged(units: readonly Shown[]): readonly Shown[] {
  const parts: Shown[] = [];
  for (const unit of units) {
    const last = parts.at(-1);
    if (last && last.name === null && unit.name === null) {
      parts[parts.length - 1] = { text: last.text + unit.text, name: null };
    } else {
      parts.push(unit);
    }
  }
  return parts;
}

/** The names of what is not seen in a token, each once: signs, and what joins or parts letters. */
function invisible(token: string, length: number): readonly string[] {
  const names = shownParts(token, length).flatMap(({ text, name }) =>
    name !== null ? [name] : (text.match(JOINERS) ?? []).map(joiner => signOf(joiner).name!)
  );
  return [...new Set(names)];
}

/** What joins or parts letters; in emoji it is not worth a word. */
const JOINERS = /(?<=[\p{L}\p{M}\p{N}])[\u180E\u200C\u200D]/gu;
