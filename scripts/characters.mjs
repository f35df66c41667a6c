// Writes the copies that TypeScript reads of the tables about characters that Python reads, so that
// both have one source. With --check it only says whether they are up to date; with --unicode it
// first makes jupyterlab_attention/characters.json anew, of the Unicode version that this Node has.
import { readFileSync, writeFileSync } from 'node:fs';

const at = path => new URL(`../${path}`, import.meta.url);
const CHARACTERS = 'jupyterlab_attention/characters.json';
const SIGNS = 'jupyterlab_attention/signs.json';

// Scripts whose letters join or form conjuncts, so that U+200C and U+200D have a meaning in them.
const JOINING =
  `Adlm Ahom Arab Bali Batk Beng Bhks Brah Buhd Bugi Cakm Cham Chrs Deva Diak Dogr Gong
  Gonm Gran Gujr Gukh Guru Hano Hebr Java Kali Kawi Khar Khmr Khoj Knda Krai Kthi Lana Lepc Limb Mahj
  Mand Mani Marc Maka Mlym Modi Mong Mtei Mult Mymr Nand Newa Nkoo Onao Orya Ougr Phag Phlp Rjng Rohg
  Saur Shrd Sidd Sind Sinh Sogd Sogo Soyo Sund Sunu Sylo Syrc Tagb Takr Tale Taml Telu Tfng Tglg Tibt
  Tirh Tutg Zanb`.split(/\s+/);

/** Kinds of their own, before all others. */
const OWN = [
  ['Q', [0x27, 0x2019]],
  ['H', [0x2d]],
  ['N', [0x200c, 0x180e]],
  ['Z', [0x200d]],
  ['R', [0x2194]],
  ['D', [0xad, 0x2060]],
  ['T', Array.from({ length: 96 }, (_, i) => 0xe0020 + i)],
  ['S', [0x1f3fb, 0x1f3fc, 0x1f3fd, 0x1f3fe, 0x1f3ff]]
];
/** Of the category Cf, and yet seen: signs that stand before or around numbers. */
const SEEN = /[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]/u;

function kindOf(code, joining) {
  const own = OWN.find(([, codes]) => codes.includes(code));
  const char = String.fromCodePoint(code);
  return (
    own?.[0] ??
    (/\p{M}/u.test(char)
      ? joining.test(char)
        ? 'K'
        : 'M'
      : /[\p{L}\p{N}]/u.test(char)
        ? joining.test(char)
          ? 'J'
          : 'L'
        : /\p{So}/u.test(char)
          ? 'S'
          : /[\p{Z}\p{C}]/u.test(char) && !SEEN.test(char)
            ? 'X'
            : 'O')
  );
}

/** Capital letters that are younger than Python 3.10's Unicode 13. */
const YOUNG = [
  [0x1c89, 0x1c89],
  [0x2c2f, 0x2c2f],
  [0xa7c0, 0xa7c0],
  [0xa7cb, 0xa7dc],
  [0x10570, 0x10595],
  [0x10d50, 0x10d65],
  [0x16ea0, 0x16eb8]
];

function ofUnicode() {
  const joining = new RegExp(`[${JOINING.map(script => `\\p{scx=${script}}`).join('')}]`, 'u');
  const runs = [];
  for (let code = 0; code < 0x110000; code++) {
    const kind = kindOf(code, joining);
    if (runs.at(-1)?.kind === kind) {
      runs.at(-1).length++;
    } else {
      runs.push({ kind, length: 1 });
    }
  }
  return {
    unicode: process.versions.unicode,
    kinds: runs.map(({ kind, length }) => kind + length.toString(36)).join(''),
    lower: Object.fromEntries(YOUNG.flatMap(([first, last]) => smallOnes(first, last)))
  };
}

function smallOnes(first, last) {
  const letters = Array.from({ length: last - first + 1 }, (_, i) =>
    String.fromCodePoint(first + i)
  );
  return letters.flatMap(letter =>
    letter.toLowerCase() === letter ? [] : [[letter, letter.toLowerCase()]]
  );
}

function copies() {
  const characters = JSON.parse(readFileSync(at(CHARACTERS), 'utf8'));
  const signs = JSON.parse(readFileSync(at(SIGNS), 'utf8'));
  const made = (path, docs, text) =>
    `// Made from ${path} by scripts/characters.mjs; edit that file instead.\n\n${docs}\n${text}\n`;
  const split = characters.kinds.match(/(?:[A-Z][0-9a-z]+){1,24}/g).map(part => `  '${part}'`);
  return {
    'src/engine/words/characters.ts': made(
      CHARACTERS,
      `/** What every code point is, in runs: a letter for the kind, the length in base 36 (Unicode ${characters.unicode}). */`,
      `export const KINDS: string =\n${split.join(' +\n')};\n\n` +
        '/** Small letters of capital ones that not every reader of the format knows yet. */\n' +
        `export const LOWER: Readonly<Record<string, string>> = {\n${Object.entries(
          characters.lower
        )
          .map(([capital, small]) => `  '${capital}': '${small}'`)
          .join(',\n')}\n};`
    ),
    'src/figures/signs.ts': made(
      SIGNS,
      '/** What stands for a character that cannot be seen: its code points, its sign, its name. */',
      `export const SIGNS: readonly (readonly [codes: string, sign: string, name: string])[] = [\n${signs.signs
        .map(row => `  [${row.map(text => `'${text}'`).join(', ')}]`)
        .join(',\n')}\n];\n\n` +
        ['empty', 'other']
          .map(
            name =>
              `export const ${name.toUpperCase()}: readonly [sign: string, name: string] = [${signs[
                name
              ]
                .map(text => `'${text}'`)
                .join(', ')}];`
          )
          .join('\n') +
        `\nexport const CODE = '${signs.code}';\nexport const BASE = '${signs.base}';`
    )
  };
}

function main(choices) {
  if (choices.includes('--unicode')) {
    writeFileSync(at(CHARACTERS), `${JSON.stringify(ofUnicode(), null, 1)}\n`);
  }
  for (const [path, text] of Object.entries(copies())) {
    if (!choices.includes('--check')) {
      writeFileSync(at(path), text);
    } else if (readFileSync(at(path), 'utf8') !== text) {
      console.error(`${path} is out of date: run node scripts/characters.mjs`);
      process.exitCode = 1;
    }
  }
}

main(process.argv);
