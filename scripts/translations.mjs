// Brings the catalogues in locale/ up to date with the source; translations that are no longer asked for are
// kept at their end. With --check it only says what is missing or wrong. With --compile it writes what
// JupyterLab's server reads into jupyterlab_attention/locale.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogueOf, compile, problemsOf, templateOf } from './catalogues.mjs';
import { extract } from './messages.mjs';
import { root } from './setup.mjs';

const DOMAIN = 'jupyterlab_attention';
const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
const compiled = join(root, DOMAIN, 'locale');

export const languages = () =>
  readdirSync(join(root, 'locale'), { withFileTypes: true })
    .filter(file => file.isDirectory())
    .map(({ name }) => name)
    .sort();

/** The files that there are to be: their names, what is in them, and what is to be. */
export function files() {
  const messages = extract();
  const template = `locale/${DOMAIN}.pot`;
  return [
    { name: template, is: readOr(template), wanted: templateOf(messages) },
    ...languages().map(language => {
      const name = `locale/${language}/LC_MESSAGES/${DOMAIN}.po`;
      const is = readOr(name);
      return { name, is, wanted: catalogueOf(messages, is, language) };
    })
  ];
}

/** All that is wrong with the files, a line each. */
export function check(found = files()) {
  return found.flatMap(({ name, is, wanted }) => [
    ...(is === wanted ? [] : [`${name} is out of date: run npm run translations`]),
    ...(name.endsWith('.po') ? problemsOf(wanted).map(problem => `${name}: ${problem}`) : [])
  ]);
}

function readOr(name, otherwise = '') {
  try {
    return readFileSync(join(root, name), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') {
      return otherwise;
    }
    throw error;
  }
}

function write(name, text) {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv.includes('--compile')) {
    rmSync(compiled, { recursive: true, force: true });
    for (const language of languages()) {
      const text = readOr(`locale/${language}/LC_MESSAGES/${DOMAIN}.po`);
      const data = compile(text, { domain: DOMAIN, language, version });
      write(`${DOMAIN}/locale/${language}/LC_MESSAGES/${DOMAIN}.json`, `${JSON.stringify(data)}\n`);
    }
  } else {
    const found = files();
    if (!process.argv.includes('--check')) {
      found.forEach(file => {
        write(file.name, file.wanted);
        file.is = file.wanted;
      });
    }
    const problems = check(found);
    if (problems.length > 0) {
      console.error(problems.join('\n'));
      process.exitCode = 1;
    }
  }
}
