// Bundles what runs inside the page of the view, as small as JupyterLab would have it.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('.', import.meta.url));
const OPTIONS = {
  absWorkingDir: folder,
  bundle: true,
  minify: true,
  target: 'es2022',
  outdir: 'dist',
  logLevel: 'error',
  loader: { '.raw.css': 'text' },
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' }
};

export async function bundle() {
  await build({ ...OPTIONS, entryPoints: ['inside/page.mjs'], format: 'esm', splitting: true });
  await build({
    ...OPTIONS,
    entryPoints: ['worker', 'sketcher'].map(name => `../../src/jupyter/${name}.ts`),
    format: 'iife'
  });
}
