// Compiles assembly/ to WebAssembly and writes it to src/engine/kernel/module.ts, and with relaxed SIMD to
// fusedModule.ts beside it. With --check it only says whether these files are what the source builds; with
// --text it prints the first, with --text --fused the second.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = 'src/engine/kernel';
const MODULES = [
  { file: 'module.ts', name: 'KERNEL', what: 'The WebAssembly kernel', options: [] },
  {
    file: 'fusedModule.ts',
    name: 'FUSED_KERNEL',
    what: 'The WebAssembly kernel with relaxed SIMD',
    options: ['--enable', 'relaxed-simd']
  }
];

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

function scriptOf({ name, what }, bytes) {
  return `// Made from assembly/ by scripts/kernel.mjs; edit that folder instead.

/** ${what}, ${bytes.length} bytes, as base64. */
export const ${name} =
  '${Buffer.from(bytes).toString('base64')}';
`;
}

const flags = process.argv.slice(2);
if (flags.includes('--text')) {
  const { options } = MODULES[flags.includes('--fused') ? 1 : 0];
  console.log((await compile(options)).text);
} else {
  for (const module of MODULES) {
    const path = `${folder}/${module.file}`;
    const { bytes } = await compile(module.options);
    const script = scriptOf(module, bytes);
    if (!flags.includes('--check')) {
      writeFileSync(`${root}${path}`, script);
      console.log(`${path}: ${bytes.length} bytes`);
    } else if (readFileSync(`${root}${path}`, 'utf8') !== script) {
      console.error(`${path} is out of date: run npm run build:kernel`);
      process.exitCode = 1;
    }
  }
}
