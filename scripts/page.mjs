// The page that stands for itself, lib/page.txt: one HTML text with a script, a style sheet and places for a
// payload, which needs no network and no other file. It names the hashes of what it runs, and runs nothing else.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { rspack } from '@rspack/core';
import { root } from './setup.mjs';

const { bundledFiles, licences, PAGE } = createRequire(import.meta.url)('./licences.cjs');

/** What is bundled, and what it does not need. */
const config = folder => ({
  mode: 'production',
  context: root,
  entry: join(root, 'lib', 'hosts', 'page.js'),
  target: ['web', 'es2022'],
  devtool: false,
  output: { path: folder, filename: 'page.js', clean: false },
  resolve: { alias: { 'plotly.js': false } },
  module: {
    rules: [{ test: /\.raw\.css$/, type: 'asset/source' }],
    // One file: what is imported late elsewhere is there from the start.
    parser: { javascript: { dynamicImportMode: 'eager' } }
  },
  optimization: {
    moduleIds: 'natural',
    minimizer: [new rspack.SwcJsMinimizerRspackPlugin({ extractComments: false })]
  },
  performance: { hints: false }
});

function bundled() {
  const folder = mkdtempSync(join(tmpdir(), 'attention-page-'));
  return new Promise((done, fail) => {
    rspack(config(folder), (error, stats) => {
      if (error || stats.hasErrors()) {
        fail(error ?? new Error(stats.toString({ all: false, errors: true })));
        return;
      }
      const { modules } = stats.toJson({
        all: false,
        modules: true,
        nestedModules: true,
        dependentModules: true,
        cachedModules: true,
        orphanModules: true
      });
      const script = readFileSync(join(folder, 'page.js'), 'utf8');
      done({ script, files: new Set(bundledFiles(modules)) });
    });
  }).finally(() => rmSync(folder, { recursive: true, force: true }));
}

/** What the policy of the page lets through: this text, by its hash. */
function hashOf(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Script that can stand in an element: in strings and patterns `\x3c` is the same as `<`. */
function inElement(script) {
  const safe = script.replace(/<(?=\/?script|!--)/gi, '\\x3c');
  new Function(safe); // it is still a script
  return safe;
}

/** The licences of what is bundled, each text once: whoever has the page has them. */
function notices(files) {
  const byText = new Map();
  for (const { name, versionInfo, licenseId, extractedText } of licences(files, root)) {
    const text = extractedText.trim();
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${versionInfo} (${licenseId})`]);
  }
  const parts = [...byText].map(([text, names]) => `${names.join(', ')}\n\n${text}`);
  return parts.join('\n\n----\n\n').replaceAll('--', '- -').replaceAll('>', '&gt;');
}

function pageOf({ script, files }) {
  const run = inElement(script);
  const style = readFileSync(join(root, 'src', 'hosts', 'page.css'), 'utf8');
  const policy = [
    `default-src 'none'`,
    `script-src ${hashOf(run)} 'wasm-unsafe-eval'`,
    // React sets styles by properties, which no policy forbids.
    `style-src ${hashOf(style)}`,
    'img-src data: blob:',
    'worker-src blob:',
    `base-uri 'none'`,
    `form-action 'none'`
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="{{language}}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{title}}</title>
<style>${style}</style>
</head>
<body>
<main id="view"></main>
<noscript>This page computes and draws attention by itself, with JavaScript, which is switched off here.</noscript>
<script type="application/vnd.attention.v1+json">{{payload}}</script>
<script>${run}</script>
<!--
${notices(files)}
-->
</body>
</html>
`;
}

const made = await bundled();
const page = pageOf(made);
const packages = [...made.files].filter(file => file.includes('node_modules'));
writeFileSync(
  join(root, PAGE),
  JSON.stringify(packages.map(file => relative(root, file).replaceAll('\\', '/')).sort())
);
writeFileSync(join(root, 'lib', 'page.txt'), page);
console.log(`lib/page.txt: ${page.length} characters`);
