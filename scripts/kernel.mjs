// Compiles assembly/ to WebAssembly and writes it to src/engine/kernel/module.ts. With --check it only
// says whether that file is what the source builds.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = new URL('../src/engine/kernel/module.ts', import.meta.url);

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

const files = new Map();
const { error, stderr } = await asc.main(
  [
    'assembly/index.ts',
    '--baseDir',
    root,
    ...OPTIONS,
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
const bytes = files.get('kernel.wasm');
const text = `// Made from assembly/ by scripts/kernel.mjs; edit that folder instead.

/** The WebAssembly kernel, ${bytes.length} bytes, as base64. */
export const KERNEL =
  '${Buffer.from(bytes).toString('base64')}';
`;

if (process.argv.includes('--text')) {
  console.log(files.get('kernel.wat'));
} else if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('src/engine/kernel/module.ts is out of date: run npm run build:kernel');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, text);
  console.log(`src/engine/kernel/module.ts: ${bytes.length} bytes`);
}
