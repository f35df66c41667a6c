// Writes what follows from the one description of the format, src/format/description.json, and from its
// messages: the schema that is published, the modules that TypeScript reads them from, the types of what was read, the copy
// that Python reads, the tables of docs/format.md and the enumerations of the settings. With --check
// it only says what is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { schemaOf } from './format/schema.mjs';
import { tables } from './format/tables.mjs';
import { typesOf } from './format/types.mjs';

const at = path => new URL(`../${path}`, import.meta.url);
const read = path => readFileSync(at(path), 'utf8');
const description = JSON.parse(read('src/format/description.json'));
const messages = JSON.parse(read('src/format/messages.json'));

const HEADER =
  '// Made from src/format/description.json and messages.json by scripts/format.mjs; edit those instead.\n\n';

const PROSE = new Set(['title', 'description', 'absent']);

function constants() {
  return `${HEADER}/** What the format is: JSON Schema, and what that has no words for. */
export const SCHEMA = ${JSON.stringify(withoutProse(description))} as const;

/** Every text that a reader of a payload can meet; \`{name}\` stands for what is told. */
export const MESSAGES = ${JSON.stringify(messages)} as const;
`;
}

/** Without what only people read: a page that opens a payload need not load it. */
function withoutProse(node) {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) {
    return Array.isArray(node) ? node.map(withoutProse) : node;
  }
  const isProse = ([key, value]) => PROSE.has(key) && typeof value === 'string';
  const kept = Object.entries(node).filter(entry => !isProse(entry));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutProse(value)]));
}

function settings() {
  const file = JSON.parse(read('schema/plugin.json'));
  file.properties.panes.items.enum = description.$defs.pane.enum;
  // Only a payload with a lesson has one to show.
  file.properties.rail.enum = description.properties.view.properties.rail.enum.filter(
    name => name !== 'lesson'
  );
  return JSON.stringify(file);
}

function docs() {
  return Object.entries(tables(description)).reduce((text, [name, table]) => {
    const [start, end] = [`<!-- table: ${name} -->`, `<!-- end of ${name} -->`];
    const [from, to] = [text.indexOf(start), text.indexOf(end)];
    if (from < 0 || to < from) {
      throw new Error(`docs/format.md has no place for the table ${name}: ${start} … ${end}`);
    }
    return `${text.slice(0, from + start.length)}\n\n${table}\n\n${text.slice(to)}`;
  }, read('docs/format.md'));
}

const made = {
  'src/format/attention.v1.schema.json': JSON.stringify(schemaOf(description)),
  'src/format/description.ts': constants(),
  'src/format/spec.ts': HEADER + typesOf(description),
  'jupyterlab_attention/format.json': JSON.stringify({ description, messages }),
  'schema/plugin.json': settings(),
  'docs/format.md': docs()
};

for (const [path, text] of Object.entries(made)) {
  const options = { ...(await resolveConfig(at(path))), filepath: path };
  const wanted = await format(text, options);
  if (!process.argv.includes('--check')) {
    writeFileSync(at(path), wanted);
  } else if (read(path) !== wanted) {
    console.error(`${path} is out of date: run node scripts/format.mjs`);
    process.exitCode = 1;
  }
}
