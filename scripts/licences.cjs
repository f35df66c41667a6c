// What is bundled, with its licences: `third-party-licenses.json`, which JupyterLab shows under Help, Licenses.
// The builder's own plugin does not ask rspack for modules that are inlined in others ("orphans"), so that
// packages which are only there are missing from its list; and it has no text for packages that ship none.
const { existsSync, readFileSync, readdirSync } = require('node:fs');
const { dirname, join, sep } = require('node:path');

const FILE = 'third-party-licenses.json';

/** The files of packages in the page that stands for itself, which is text to this bundle: scripts/page.mjs writes it. */
const PAGE = 'lib/page-packages.json';

/** What leaves code in a bundle without being a module of it: the loader of modules, and the kernel's runtime. */
const COMPILED_IN = ['@rspack/core', 'assemblyscript'];

/** Texts for packages that name their licence and ship no file of it, by SPDX id. */
const TEXTS = {
  MIT: holder => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction, including
without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the
following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN
NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY,
WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`,
  'BSD-3-Clause': holder => `BSD 3-Clause License

Copyright (c) ${holder}
All rights reserved.

Redistribution and use in source and binary forms, with or without modification, are permitted provided
that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the
   following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and
   the following disclaimer in the documentation and/or other materials provided with the distribution.

3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or
   promote products derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED
WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A
PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR
ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED
TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION)
HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING
NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
POSSIBILITY OF SUCH DAMAGE.
`
};

/** Whose packages are that name one author of many, by the beginning of their names. */
const HOLDERS = { '@lumino/': 'Project Jupyter Contributors and PhosphorJS Contributors' };

/** The folder of the package that a module's file belongs to, or undefined for the project's own files. */
function packageFolder(file) {
  const parts = file.split(/[\\/]/);
  const at = parts.lastIndexOf('node_modules');
  if (at < 0) {
    return undefined;
  }
  const length = parts[at + 1].startsWith('@') ? 3 : 2;
  return parts.slice(0, at + length).join(sep);
}

/** The name, version, licence and its text of the package in a folder. */
function licenceOf(folder) {
  const { name, version, license, author } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8')
  );
  const files = readdirSync(folder)
    .filter(file => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort();
  const texts = files.map(file => readFileSync(join(folder, file), 'utf8'));
  if (texts.length === 0) {
    const text = TEXTS[license];
    if (!text) {
      throw new Error(
        `${name} ${version} (${license}) ships no licence text: add it to ${__filename}`
      );
    }
    const ours = Object.entries(HOLDERS).find(([start]) => name.startsWith(start));
    texts.push(text(ours?.[1] ?? nameOf(author) ?? `the authors of ${name}`));
  }
  return { name, versionInfo: version, licenseId: license, extractedText: texts.join('\n') };
}

/** An author of a package.json, "Ann <ann@example.org>" or an object, as a name. */
function nameOf(author) {
  return typeof author === 'string' ? author.replace(/\s*[<(].*$/, '') : author?.name;
}

/** The files of all modules that were bundled, those within others too. */
function* bundledFiles(modules) {
  for (const { nameForCondition, modules: inner } of modules) {
    if (nameForCondition) {
      yield nameForCondition;
    }
    yield* bundledFiles(inner ?? []);
  }
}

/** One entry a package and version, sorted by name. */
function licences(files, context) {
  const folders = [...files].map(packageFolder).filter(folder => folder !== undefined);
  const compiledIn = COMPILED_IN.map(name => dirname(findPackage(name, context)));
  const entries = new Map();
  for (const folder of new Set([...folders, ...compiledIn])) {
    const entry = licenceOf(folder);
    entries.set(`${entry.name} ${entry.versionInfo}`, entry);
  }
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

function findPackage(name, context) {
  const path = join(context, 'node_modules', name, 'package.json');
  if (!existsSync(path)) {
    throw new Error(`${name} is not installed in ${context}: run npm ci`);
  }
  return path;
}

/** Writes the list in place of the builder's, which is made at stage 5001, for production only. */
class Licences {
  apply(compiler) {
    if (compiler.options.mode !== 'production') {
      return;
    }
    compiler.hooks.thisCompilation.tap('Licences', compilation => {
      compilation.hooks.processAssets.tap({ name: 'Licences', stage: 5002 }, () => {
        const { chunks } = compilation.getStats().toJson({
          all: false,
          chunks: true,
          chunkModules: true,
          nestedModules: true,
          dependentModules: true,
          cachedModules: true,
          orphanModules: true
        });
        const files = new Set(chunks.flatMap(({ modules }) => [...bundledFiles(modules)]));
        const page = JSON.parse(readFileSync(join(compiler.context, PAGE), 'utf8'));
        const all = [...files, ...page.map(file => join(compiler.context, file))];
        const report = { packages: licences(all, compiler.context) };
        const { RawSource } = compiler.webpack.sources;
        compilation.updateAsset(FILE, new RawSource(`${JSON.stringify(report, null, 2)}\n`));
      });
    });
  }
}

module.exports = { Licences, PAGE, bundledFiles, packageFolder, licenceOf, licences };
