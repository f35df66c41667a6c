// Compiles assembly/ to WebAssembly, plainly and with relaxed SIMD, and writes both to src/engine/kernel/compiled.ts. With
// --check it only says whether that file holds what the source builds; with --text it prints the first, with --text --fused
// the second.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateSync, inflateSync } from 'node:zlib';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = `${root}src/engine/kernel/compiled.ts`;
/** What each of them is compiled with: the plain one, and the one with relaxed SIMD. */
const MODULES = [[], ['--enable', 'relaxed-simd']];

const OPTIONS = [
  '--runtime',
  'stub',
  '--enable',
  'simd',
  '-O3',
  '--shrinkLevel',
  '2',
  '--converge',
  '--runPasses',
  'const-hoisting',
  '--noAssert',
  '--disableWarning',
  '201'
];

/** `{ bytes, text }` of the source, compiled. */
async function compile(options) {
  const files = new Map();
  const { error, stderr } = await asc.main(
    [
      'assembly/index.ts',
      '--baseDir',
      root,
      ...OPTIONS,
      ...options,
      '--outFile',
      'kernel.wasm',
      '--textFile',
      'kernel.wat'
    ],
    { writeFile: (name, contents) => files.set(name, contents) }
  );
  if (error) {
    console.error(stderr.toString());
    throw error;
  }
  return { bytes: files.get('kernel.wasm'), text: files.get('kernel.wat') };
}

/** Nearly all of the second stands in the first: deflated together they take little more than one. */
function scriptOf([plain, fused]) {
  const both = deflateSync(Buffer.concat([plain, fused]), { level: 9 });
  return `// Made from assembly/ by scripts/kernel.mjs; edit that folder instead.

/** Bytes of the first of {@link COMPILED}. */
export const PLAIN_BYTES = ${plain.length};

/** The WebAssembly kernel and, behind it, the same with relaxed SIMD, ${fused.length} bytes: a zlib stream as base64. */
export const COMPILED =
  '${both.toString('base64')}';
`;
}

/** Whether a script holds these modules, whatever deflated them. */
function holds(script, [plain, fused]) {
  const [, length] = /PLAIN_BYTES = (\d+)/.exec(script) ?? [];
  const [, text] = /'([A-Za-z0-9+/=]{99,})'/.exec(script) ?? [];
  return (
    Number(length) === plain.length &&
    inflateSync(Buffer.from(text ?? '', 'base64')).equals(Buffer.concat([plain, fused]))
  );
}

const flags = process.argv.slice(2);
if (flags.includes('--text')) {
  console.log((await compile(MODULES[flags.includes('--fused') ? 1 : 0])).text);
} else {
  const modules = [];
  for (const options of MODULES) {
    modules.push((await compile(options)).bytes);
  }
  const before = existsSync(file) ? readFileSync(file, 'utf8') : null;
  const isKnown = before !== null && holds(before, modules);
  if (!flags.includes('--check')) {
    if (!isKnown) {
      writeFileSync(file, scriptOf(modules));
    }
    console.log(
      `src/engine/kernel/compiled.ts: ${modules.map(({ length }) => length).join(' and ')} bytes`
    );
  } else if (!isKnown) {
    console.error(`${file} is out of date: run npm run build:kernel`);
    process.exitCode = 1;
  }
}
