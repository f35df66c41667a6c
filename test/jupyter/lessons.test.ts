/** @jest-environment jsdom */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LESSONS } from '../../src/jupyter/lessonFiles.ts';
import { freeName, lessonsIn } from '../../src/jupyter/lessons.ts';

const folder = join(__dirname, '../../lessons');

test('the extension knows every lesson, in every language', () => {
  const files = readdirSync(folder).flatMap(language =>
    readdirSync(join(folder, language))
      .filter(name => name.endsWith('.md'))
      .map(name => [language, name.replace('.md', '')])
  );
  expect(LESSONS.map(({ language, name }) => [language, name])).toEqual(files);
  for (const { language, name, title } of LESSONS) {
    const text = readFileSync(join(folder, language, `${name}.md`), 'utf8');
    expect(text.split('\n')[0]).toBe(`# ${title}`);
  }
});

test.each(['', 'en', 'en_GB', 'xx-YY'])('lessons for a page in "%s" are English', language => {
  expect(lessonsIn(language).map(lesson => lesson.language)).toEqual(Array(11).fill('en'));
});

test.each(['de', 'de_DE', 'de-AT'])('lessons for a page in "%s" are German', language => {
  expect(lessonsIn(language).map(lesson => lesson.language)).toEqual(Array(11).fill('de'));
});

test('a copy takes a name that no file has', () => {
  expect(freeName('a', [])).toBe('a.ipynb');
  expect(freeName('a', ['A.ipynb', 'b.ipynb'])).toBe('a-1.ipynb');
  expect(freeName('a', ['a.ipynb', 'a-1.ipynb', 'a-3.ipynb'])).toBe('a-2.ipynb');
});
