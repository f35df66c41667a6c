// Writes src/engine/words/vocabulary.ts from the vocabulary that Python reads, so that both have one
// source. With --check it only says whether the file is up to date.
import { readFileSync, writeFileSync } from 'node:fs';

const source = new URL('../jupyterlab_attention/vocabulary.json', import.meta.url);
const target = new URL('../src/engine/words/vocabulary.ts', import.meta.url);

const entries = Object.entries(JSON.parse(readFileSync(source, 'utf8')));
const lines = entries.map(([word, [x, y]]) => {
  const key = /^[a-z]+$/.test(word) ? word : JSON.stringify(word);
  return `  ${key}: [${x}, ${y}]`;
});
const text = `// Made from jupyterlab_attention/vocabulary.json by scripts/vocabulary.mjs; edit that file instead.

/** The teaching vocabulary: a chosen point of the plane for each everyday word. */
export const vocabulary: Readonly<Record<string, readonly [x: number, y: number]>> = {
${lines.join(',\n')}
};
`;

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('src/engine/words/vocabulary.ts is out of date: run node scripts/vocabulary.mjs');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, text);
}
