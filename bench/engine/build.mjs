// Bundles what runs inside: the engine is TypeScript, which neither Node nor a page takes as it is.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('.', import.meta.url));
const OPTIONS = {
  absWorkingDir: folder,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  logLevel: 'warning'
};

/** Writes dist/node and dist/page. */
export async function bundle() {
  await build({
    ...OPTIONS,
    entryPoints: ['node', 'node-worker', 'cold-node'].map(name => `inside/${name}.mjs`),
    outdir: 'dist/node',
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    packages: 'external'
  });
  await build({
    ...OPTIONS,
    entryPoints: ['page', 'page-worker', 'cold-page'].map(name => `inside/${name}.mjs`),
    outdir: 'dist/page',
    platform: 'browser',
    alias: { 'onnxruntime-web': 'onnxruntime-web/wasm' }
  });
}
