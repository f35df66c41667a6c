// What the source says through a translator: the messages of src/ and schema/.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { keyOf } from './po.mjs';
import { root } from './setup.mjs';

/** The methods of a translation bundle, and what their first arguments are. */
const METHODS = new Map(
  Object.entries({
    __: ['id'],
    gettext: ['id'],
    _n: ['id', 'plural'],
    ngettext: ['id', 'plural'],
    _p: ['context', 'id'],
    pgettext: ['context', 'id'],
    _np: ['context', 'id', 'plural'],
    npgettext: ['context', 'id', 'plural']
  })
);

/** A call of one of them. */
const CALL = new RegExp(`\\.(?:${[...METHODS.keys()].join('|')})\\s*\\(`);

/** Files that translate what is no literal there, and where those texts come from. */
const TABLES = {
  'src/views/parts/TokenText.tsx': () => namesIn('jupyterlab_attention/signs.json'),
  'src/views/parts/problemText.ts': () => [
    ...textsIn('src/format/messages.json'),
    ...wordsIn(JSON.parse(read('src/format/description.json')))
  ]
};

/**
 * The strings of a settings schema that JupyterLab's server translates, and in which context: as
 * DEFAULT_SCHEMA_SELECTORS in jupyterlab_server/translation_utils.py.
 */
const SELECTORS = [
  [/^\/properties\/.*\/(title|description)$/, 'settings'],
  [/^\/definitions\/.*\/properties\/.*\/(title|description)$/, 'settings'],
  [/^\/(title|description)$/, 'schema'],
  [/^\/jupyter\.lab\.setting-icon-label$/, 'settings'],
  [/^\/jupyter\.lab\.menus\/.*\/label$/, 'menu'],
  [/^\/jupyter\.lab\.toolbars\/.*\/label$/, 'toolbar']
];

/** All messages, in the order of files, each once, with every file that says it. */
export function extract() {
  const found = [
    ...filesIn('src', /\.tsx?$/).flatMap(file => inSource(file, read(file))),
    ...filesIn('schema', /\.json$/).flatMap(file => inSchema(file, JSON.parse(read(file))))
  ];
  const messages = new Map();
  for (const { file, ...message } of found) {
    const known = messages.get(keyOf(message));
    if (known && known.plural !== message.plural) {
      throw new Error(`${file}: “${message.id}” has another plural form elsewhere.`);
    }
    const from = [...new Set([...(known?.from ?? []), file])];
    messages.set(keyOf(message), { ...message, from });
  }
  return [...messages.values()];
}

/** Words of the description that are told. */
const WORDS = ['wanted', 'told', 'least', 'what'];

const read = file => readFileSync(join(root, file), 'utf8');

const filesIn = (folder, wanted) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(file => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter(file => wanted.test(file))
    .sort();

/** The messages of a file of TypeScript. */
export function inSource(file, text) {
  if (!CALL.test(text)) {
    return []; // most files: parsing is what takes long
  }
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
  const found = [];
  const visit = node => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const parts = METHODS.get(node.expression.name.text);
      if (parts) {
        found.push(...inCall(file, node, parts));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function inCall(file, call, parts) {
  const given = call.arguments.slice(0, parts.length);
  if (given.length === parts.length && given.every(ts.isStringLiteralLike)) {
    return [{ file, ...Object.fromEntries(parts.map((part, i) => [part, given[i].text])) }];
  }
  if (TABLES[file]) {
    return [...new Set(TABLES[file]())].map(id => ({ file, id }));
  }
  const { line } = call.getSourceFile().getLineAndCharacterOfPosition(call.getStart());
  throw new Error(
    `${file}:${line + 1}: ${call.getText()} is no literal, so that nobody can translate it.`
  );
}

/** The names of signs, which are read aloud. */
function namesIn(table) {
  const { signs, empty, other } = JSON.parse(read(table));
  return [...new Set([...signs, empty, other].map(row => row.at(-1)))];
}

/** What readers of a payload tell, and what it is told of. */
function textsIn(table) {
  const { smaller, ...texts } = JSON.parse(read(table));
  const inside = node => (typeof node === 'string' ? [node] : Object.values(node).flatMap(inside));
  return [...inside(texts), ...Object.entries(smaller).flat()];
}

/** What such texts say in the words of the description. */
function wordsIn(node) {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string'
      ? WORDS.includes(key)
        ? [value]
        : []
      : typeof value === 'object' && value !== null
        ? wordsIn(value)
        : []
  );
}

/** The messages of a settings schema. */
export function inSchema(file, node, path = '') {
  return Object.entries(node).flatMap(([key, value]) => {
    const at = Array.isArray(node) ? `${path}[${key}]` : `${path}/${key}`;
    if (typeof value === 'string') {
      const context = SELECTORS.find(([selector]) => selector.test(at))?.[1];
      return context ? [{ file, context, id: value }] : [];
    }
    return typeof value === 'object' && value !== null ? inSchema(file, value, at) : [];
  });
}
