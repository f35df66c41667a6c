import { catalogueOf, compile, problemsOf } from '../../scripts/catalogues.mjs';
import { inSchema, inSource } from '../../scripts/messages.mjs';
import { parsePo, writePo } from '../../scripts/po.mjs';
import { check, files } from '../../scripts/translations.mjs';

const hello = { id: 'Hello %1', from: ['src/a.ts'] };
const heads = { id: '%1 head', plural: '%1 heads', from: ['src/a.ts'] };
const german = (...messages: object[]) => catalogueOf(messages, '', 'de_DE');

test('every catalogue is complete and up to date', () => {
  const found = files();
  expect(check(found)).toEqual([]);
  expect(found.map(({ name }) => name.split('/')[1])).toEqual([
    'jupyterlab_attention.pot',
    'de_DE',
    'es_ES',
    'fr_FR',
    'zh_CN'
  ]);
});

test('what a source says is found: plain, in a context, with a plural, in a template without values', () => {
  const source = `trans.__('a'); this._trans._p('menu', "b"); around.trans._n('%1 c', '%1 cs', n);
    <p title={trans.__(\`d\`)} />; load('e'); trans.toString()`;
  expect(inSource('src/a.tsx', source)).toEqual([
    { file: 'src/a.tsx', id: 'a' },
    { file: 'src/a.tsx', context: 'menu', id: 'b' },
    { file: 'src/a.tsx', id: '%1 c', plural: '%1 cs' },
    { file: 'src/a.tsx', id: 'd' }
  ]);
  expect(() => inSource('src/a.ts', '\ntrans.__(name)')).toThrow('src/a.ts:2: trans.__(name)');
  expect(() => inSource('src/a.ts', "trans.__('a' + b)")).toThrow('no literal');
});

test('of a schema it is what the server translates, each in its context', () => {
  const schema = {
    title: 'T',
    'jupyter.lab.menus': { context: [{ submenu: { id: 'x', label: 'M' } }] },
    properties: { size: { title: 'S', description: 'D', type: 'number', default: 'no' } }
  };
  expect(inSchema('s', schema)).toEqual([
    { file: 's', context: 'schema', id: 'T' },
    { file: 's', context: 'menu', id: 'M' },
    { file: 's', context: 'settings', id: 'S' },
    { file: 's', context: 'settings', id: 'D' }
  ]);
});

test('a translation is kept, also one that is no longer asked for, and is there when it is again', () => {
  const both = german(hello, heads).replace(
    'msgid "Hello %1"\nmsgstr ""',
    'msgid "Hello %1"\nmsgstr "Hallo %1"'
  );
  const without = catalogueOf([heads], both, 'de_DE');
  expect(without).toContain('#~ msgid "Hello %1"\n#~ msgstr "Hallo %1"');
  expect(problemsOf(without)).toEqual(['“%1 head” has 0 of 2 plural forms']);
  expect(catalogueOf([hello, heads], without, 'de_DE')).toBe(both);
});

test('what is missing or does not fit is named', () => {
  const empty = german(hello);
  const saying = (text: string) => empty.replace(/msgstr ""\n$/, `msgstr "${text}"\n`);
  expect(problemsOf(empty)).toEqual(['“Hello %1” is not translated']);
  expect(problemsOf(saying('Hallo'))).toEqual([
    '“Hello %1” has the placeholders %1; “Hallo” has (none)'
  ]);
  expect(problemsOf(saying('Hallo %2'))[0]).toContain('“Hallo %2” has %2');
  expect(problemsOf(saying('%1, hallo'))).toEqual([]);
  const named = german({ id: 'Found {found}', from: ['src/a.json'] });
  expect(problemsOf(named.replace(/msgstr ""\n$/, 'msgstr "{gefunden}"\n'))[0]).toContain(
    '{found}'
  );
  const fuzzy = saying('Hallo %1').replace('msgid "Hello', '#, fuzzy\nmsgid "Hello');
  expect(problemsOf(fuzzy)[0]).toContain('fuzzy');
});

test('a file that differs from what it is to be is out of date', () => {
  const file = { name: 'locale/a.pot', is: 'old', wanted: 'new' };
  expect(check([file])).toEqual(['locale/a.pot is out of date: run npm run translations']);
});

test('plural forms are as many as the language has; the one for one may leave the number out', () => {
  const of = (language: string, ...forms: string[]) =>
    problemsOf(
      writePo(
        parsePo(catalogueOf([heads], '', language)).map(message =>
          message.id === '' ? message : { ...message, said: forms }
        )
      )
    );
  expect(of('de_DE', 'ein Kopf', '%1 Köpfe')[0]).toContain('“ein Kopf” has (none)');
  expect(of('de_DE', '%1 Kopf', '%1 Köpfe')).toEqual([]);
  expect(of('de_DE', '%1 Kopf')).toEqual(['“%1 head” has 1 of 2 plural forms']);
  expect(of('zh_CN', '%1 个头')).toEqual([]);
  expect(of('zh_CN', '%1', '%1')[0]).toContain('the language has 1');
  expect(() => of('xx_XX')).toThrow('how xx_XX counts');
});

test('a catalogue is read as other tools write it, and written as it was read', () => {
  const text = `# Somebody
msgid ""
msgstr ""
"Language: de_DE\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#. a note of the source
#: src/a.ts src/b.ts
msgctxt "menu"
msgid ""
"long "
"\\"text\\""
msgstr ""
"langer\\n"
"Text"
`;
  const [, message] = parsePo(text);
  expect(message).toMatchObject({
    context: 'menu',
    id: 'long "text"',
    said: ['langer\nText'],
    from: ['src/a.ts', 'src/b.ts']
  });
  expect(parsePo(writePo(parsePo(text)))).toEqual(parsePo(text));
  expect(() => parsePo('msgid "a"\nnonsense')).toThrow('nonsense');
});

test('what the server reads has no text that is missing, fuzzy or left over', () => {
  const [head, ...messages] = parsePo(german({ ...hello, context: 'menu' }, heads));
  const text = writePo([
    head,
    { ...messages[0], said: ['Hallo %1'] },
    messages[1],
    { ...messages[0], id: 'a', said: ['b'], isFuzzy: true },
    { ...messages[0], id: 'c', said: ['d'], isObsolete: true }
  ]);
  expect(compile(text, { domain: 'd', language: 'de_DE', version: '1' })).toEqual({
    '': {
      domain: 'd',
      language: 'de-DE',
      plural_forms: 'nplurals=2; plural=(n != 1);',
      version: '1'
    },
    'menu\u0004Hello %1': ['Hallo %1']
  });
});
