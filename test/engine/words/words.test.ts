import { kindsOf } from '../../../src/engine/words/kinds.ts';
import { tokenize } from '../../../src/engine/words/tokenize.ts';
import { inPython, withPython } from '../../python.ts';

const ALL = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code));

withPython('Python and TypeScript say the same of every code point', () => {
  const kinds = inPython<string>('kinds_of(map(chr, range(0x110000)))', null);
  expect(kindsOf(ALL) === kinds).toBe(true);
});

withPython('Python and TypeScript agree on the case of letters, wherever they stand', () => {
  const letters = ALL.filter(
    char => /[LMJKS]/.test(kindsOf([char])) && !/[\p{sc=Han}\p{sc=Hang}\p{So}]/u.test(char)
  );
  const texts = letters.flatMap(char => [char, `Σ${char}`, `ΑΣ${char}`, `ΑΣ${char}Α`, `${char}Σ`]);
  const found = inPython<string[][]>('[tokenize(text) for text in given]', texts);
  expect(texts.filter((text, i) => tokenize(text).join() !== found[i].join())).toEqual([]);
});

withPython('Python and TypeScript find the same words in sentences of many scripts', () => {
  const texts = sentences(4000);
  const found = inPython<string[][]>('[tokenize(text) for text in given]', texts);
  const others = texts.filter((text, i) => tokenize(text).join() !== found[i].join());
  expect(others.map(text => JSON.stringify(text))).toEqual([]);
});

test('Whatever a sentence holds, what joins letters never ends a word', () => {
  const words = sentences(4000).flatMap(tokenize);
  expect(words.length).toBeGreaterThan(5000);
  expect(
    words.filter(word => /^[\u200C\u200D]|[\u200C\u200D]$|[\u00AD\u2060]/u.test(word))
  ).toEqual([]);
});

const SCRIPTS =
  'Latn Grek Cyrl Armn Hebr Arab Syrc Thaa Deva Beng Taml Telu Mlym Sinh Thai Laoo Tibt Mymr Geor Hang Ethi Cher Khmr Mong Hira Kana Hani Nkoo Adlm Rohg Vith Gara Beri';

/** Seeded sentences: letters of one or two scripts with what joins, parts, marks and misleads. */
function sentences(count: number): readonly string[] {
  const scripts = SCRIPTS.split(' ').flatMap(script => {
    try {
      const letters = new RegExp(`[\\p{L}\\p{M}\\p{N}]`, 'u');
      const own = new RegExp(`\\p{scx=${script}}`, 'u');
      return [ALL.filter(char => own.test(char) && letters.test(char))];
    } catch {
      return []; // a script younger than this Node
    }
  });
  const others = [
    ..." \u200C\u200D\u200C\u200D\u00AD\u2060\u200B\u180E\uFE0F\u0301'’-.,!…Σİ\u202E\uFEFF\u20E3#*19↔٣۵",
    ...['🦁', '👩🏽', '🏴\u{E0067}\u{E007F}', '❤️', '\u{1F1E9}', '\uD800', '\u{10FFFF}', '\u3164']
  ];
  const random = seeded(20261128);
  const of = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)];
  return Array.from({ length: count }, () => {
    const letters = [of(scripts), of(scripts)];
    const length = Math.floor(random() * 24);
    return Array.from({ length }, () => (random() < 0.6 ? of(of(letters)) : of(others))).join('');
  });
}

function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
