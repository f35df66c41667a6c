import { readFileSync } from 'node:fs';
import { shownParts, spelled, spoken, visible } from '../../src/figures/index.ts';
import { inPython, withPython } from '../python.ts';

interface Case {
  readonly token: string;
  readonly shown: string;
  readonly spoken?: string;
  readonly length?: number;
}

const cases = JSON.parse(readFileSync('test/fixtures/signs.json', 'utf8')) as readonly Case[];
/** All code points, but of those that are many of a kind each 997th. */
const SOME = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter(
  (char, code) => code % 997 === 0 || !/[\p{Co}\p{Cn}\p{Cs}\p{sc=Han}\p{sc=Hang}]/u.test(char)
);

test.each(cases)('%j', ({ token, shown, spoken: words, length = 200 }) => {
  expect(visible(token, length)).toBe(shown);
  expect(words === undefined || spoken(token)).toBe(words === undefined || words);
});

test('No code point alone is nothing, a space or a character that is not seen', () => {
  const unseen = /^[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u115F\u1160\u3164\uFFA0\u2800]*$/u;
  const seen = /[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]/u;
  const bad = SOME.filter(char => unseen.test(visible(char)) && !seen.test(char));
  expect(bad.map(char => char.codePointAt(0)!.toString(16))).toEqual([]);
});

test('No two code points that are not seen look the same', () => {
  const signs = SOME.filter(char => shownParts(char)[0].name !== null).map(char => visible(char));
  expect(signs.length).toBeGreaterThan(1000);
  expect(new Set(signs).size).toBe(signs.length);
});

test('A sign keeps no character that turns the direction of its neighbours', () => {
  const turning = '\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u200E\u200F\u061C';
  for (const token of [turning, ...turning].flatMap(t => [t, `a${t}b`, `م${t}م`, `👩${t}`])) {
    expect(visible(token)).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/u);
  }
});

test('What is kept in a word for its shape is told in its tooltip', () => {
  expect(spelled('می\u200Cخواهم')).toBe('می\u200Cخواهم (zero width non-joiner)');
  expect(spelled(' the')).toBe('␣the (space)');
  expect(spelled('lions')).toBe('lions');
  expect(spelled('👩\u200D🚀')).toBe('👩\u200D🚀');
});

withPython('Python and TypeScript show every code point the same, alone and within', () => {
  const tokens = SOME.filter((char, i) => !/[\p{L}\p{So}]/u.test(char) || i % 7 === 0).flatMap(
    char => [char, `a${char}b`, `م${char}م`, `👩${char}👩`, `${char}\u0301`]
  );
  const found = inPython<string[]>('[shown(token) for token in given]', tokens);
  expect(tokens.filter((token, i) => visible(token) !== found[i])).toEqual([]);
});
