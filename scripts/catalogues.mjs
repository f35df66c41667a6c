// What a catalogue is to be, given the messages of the source; and what is wrong with one.
import { keyOf, parsePo, writePo } from './po.mjs';

/** How a language counts, as JupyterLab's own language packs say it. */
const PLURALS = {
  de_DE: 'nplurals=2; plural=(n != 1);',
  es_ES: 'nplurals=2; plural=(n != 1);',
  fr_FR: 'nplurals=2; plural=(n > 1);',
  zh_CN: 'nplurals=1; plural=0;'
};

const header = fields => ({
  id: '',
  said: [
    Object.entries(fields)
      .map(([name, value]) => `${name}: ${value}\n`)
      .join('')
  ],
  from: [],
  notes: [],
  isFuzzy: false,
  isObsolete: false
});

const FIELDS = {
  'Project-Id-Version': 'jupyterlab_attention',
  'MIME-Version': '1.0',
  'Content-Type': 'text/plain; charset=UTF-8',
  'Content-Transfer-Encoding': '8bit'
};

const plain = message => ({ said: [], notes: [], isFuzzy: false, isObsolete: false, ...message });

/** The template: every message, and no translation. */
export function templateOf(messages) {
  return writePo([header(FIELDS), ...messages.map(plain)]);
}

/** A language's catalogue, with the translations that it had. */
export function catalogueOf(messages, before, language) {
  const [, ...old] = before === '' ? [header({})] : parsePo(before);
  const known = new Map(old.map(message => [keyOf(message), message]));
  const wanted = new Set(messages.map(keyOf));
  const merged = messages.map(message => {
    const { said = [], notes = [], isFuzzy = false } = known.get(keyOf(message)) ?? {};
    return plain({ ...message, said, notes, isFuzzy });
  });
  const left = old
    .filter(message => !wanted.has(keyOf(message)) && message.said.some(Boolean))
    .map(message => ({ ...message, isObsolete: true }));
  const plurals = PLURALS[language];
  if (!plurals) {
    throw new Error(`scripts/catalogues.mjs does not say how ${language} counts.`);
  }
  const fields = { ...FIELDS, Language: language, 'Plural-Forms': plurals };
  return writePo([header(fields), ...merged, ...left]);
}

/** What a catalogue lacks, and where a translation does not take what it is given. */
export function problemsOf(text) {
  const [head, ...messages] = parsePo(text);
  const forms = Number(/nplurals=(\d)/.exec(head.said[0])[1]);
  return messages
    .filter(({ isObsolete }) => !isObsolete)
    .flatMap(message => {
      const problem = problemOf(message, forms);
      return problem ? [`“${message.id}” ${problem}`] : [];
    });
}

function problemOf({ id, plural, said, isFuzzy }, forms) {
  const wanted = plural === undefined ? 1 : forms;
  const texts = said.filter(text => text.trim() !== '');
  if (texts.length < wanted) {
    return wanted === 1 ? 'is not translated' : `has ${texts.length} of ${wanted} plural forms`;
  }
  if (said.length > wanted) {
    return `has ${said.length} plural forms; the language has ${wanted}`;
  }
  if (isFuzzy) {
    return 'is marked fuzzy: look at it again, and take the mark away';
  }
  // The form for one may leave the number out.
  const asked = [id, ...(plural === undefined ? [] : [plural])].map(placeholders);
  const odd = texts.find(text => !asked.includes(placeholders(text)));
  return odd === undefined
    ? undefined
    : `has the placeholders ${asked.at(-1) || '(none)'}; “${odd}” has ${placeholders(odd) || '(none)'}`;
}

/**
 * The places for values, in their order: "%1 %2". JupyterLab reads one digit, whatever stands around it; texts of the
 * format have names, as in "{found}".
 */
const placeholders = text => [...new Set(text.match(/%[1-9]|\{\w+\}/g))].sort().join(' ');

/** What JupyterLab's server sends to the page: a text, or a context and a text, and its translations. */
export function compile(text, { domain, language, version }) {
  const [head, ...messages] = parsePo(text);
  const plurals = /^Plural-Forms: (.*)$/m.exec(head.said[0])[1];
  return {
    '': { domain, language: language.replace('_', '-'), plural_forms: plurals, version },
    ...Object.fromEntries(
      messages
        .filter(({ said, isFuzzy, isObsolete }) => said.some(Boolean) && !isFuzzy && !isObsolete)
        .map(message => [keyOf(message), message.said])
        .sort(([a], [b]) => (a < b ? -1 : 1))
    )
  };
}
