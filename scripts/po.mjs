// Reads and writes catalogues of gettext: .po, and .pot, which is one without translations.

/** What tells messages apart. JupyterLab's bundles join a context and a text in the same way. */
export const keyOf = ({ context, id }) => (context === undefined ? id : `${context}\u0004${id}`);

/** The messages of a catalogue; the first one, of the text "", holds its header. */
export function parsePo(text) {
  return text
    .split(/\n[ \t]*\n/)
    .map(block => block.split('\n').filter(line => line.trim() !== ''))
    .filter(lines => lines.length > 0)
    .map(parseMessage);
}

function parseMessage(lines) {
  const message = { id: '', said: [], from: [], notes: [], isFuzzy: false, isObsolete: false };
  let write = () => {};
  for (const line of lines) {
    if (line.startsWith('#:')) {
      message.from.push(...line.slice(2).trim().split(/\s+/));
    } else if (line.startsWith('#,')) {
      message.isFuzzy = line.includes('fuzzy');
    } else if (line.startsWith('#|') || line.startsWith('#.')) {
      continue; // what it was, and notes of a source: they are made anew
    } else if (line.startsWith('#') && !line.startsWith('#~')) {
      message.notes.push(line.slice(1).trim());
    } else {
      message.isObsolete ||= line.startsWith('#~');
      const [, word, form, quoted] = LINE.exec(line) ?? refuseLine(line);
      write = word ? writer(message, word, Number(form ?? 0)) : write;
      write(JSON.parse(quoted));
    }
  }
  return message;
}

/** `msgstr[1] "text"`, or only `"text"`, which goes on with the line before. */
const LINE = /^(?:#~\s*)?(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])?\s+)?(".*")\s*$/;

function refuseLine(line) {
  throw new Error(`This is no line of a catalogue: ${line}`);
}

function writer(message, word, form) {
  const name = { msgctxt: 'context', msgid: 'id', msgid_plural: 'plural' }[word];
  return name
    ? part => (message[name] = (message[name] ?? '') + part)
    : part => (message.said[form] = (message.said[form] ?? '') + part);
}

/** A catalogue of messages, as its file says them: one line a text, however long, for a diff that one can read. */
export function writePo(messages) {
  return `${messages.map(writeMessage).join('\n\n')}\n`;
}

function writeMessage({ context, id, plural, said, from, notes, isFuzzy, isObsolete }) {
  const before = isObsolete ? '#~ ' : '';
  const texts = said.length > 0 ? said : [''];
  return [
    ...notes.map(note => `# ${note}`.trimEnd()),
    ...(isObsolete ? [] : from.map(file => `#: ${file}`)),
    ...(isFuzzy ? ['#, fuzzy'] : []),
    ...(context === undefined ? [] : [`${before}msgctxt ${quote(context)}`]),
    ...(id === '' ? ['msgid ""', ...headerLines(texts[0])] : [`${before}msgid ${quote(id)}`]),
    ...(plural === undefined ? [] : [`${before}msgid_plural ${quote(plural)}`]),
    ...(id === ''
      ? []
      : texts.map(
          (text, form) =>
            `${before}msgstr${plural === undefined ? '' : `[${form}]`} ${quote(text ?? '')}`
        ))
  ].join('\n');
}

/** The fields of a header, a line each. */
function headerLines(text) {
  return ['msgstr ""', ...text.split(/(?<=\n)/).map(quote)];
}

const quote = text => JSON.stringify(text);
