/** @jest-environment jsdom */
import { readFileSync } from 'node:fs';
import { CommandRegistry } from '@lumino/commands';
import { commands } from '../../src/jupyter/commands.ts';
import { hostOf } from './host.ts';

const text = readFileSync('docs/jupyterlab.md', 'utf8');
const schema = JSON.parse(readFileSync('schema/plugin.json', 'utf8')) as {
  properties: Record<string, unknown>;
  'jupyter.lab.shortcuts': { keys: string[] }[];
};

/** The first column of the table under a heading. */
function named(heading: string): string[] {
  const [, part] = text.split(`## ${heading}\n`);
  return [...part.split('\n## ')[0].matchAll(/^\| (`[^|]*?) *\|/gm)].map(([, cell]) => cell);
}

test('the example for other extensions is the one that is built and run', () => {
  const [, code] = /<!-- listener -->\s*```ts\n([^]*?)```\s*<!-- end of listener -->/.exec(text)!;
  expect(code).toBe(readFileSync('test/browser/listener/index.ts', 'utf8'));
});

test('every command and every setting is described, and no other', () => {
  const registry = new CommandRegistry();
  void commands.activate({ commands: registry } as never, hostOf(), null);
  expect(named('Commands').sort()).toEqual(
    registry
      .listCommands()
      .map(id => `\`${id}\``)
      .sort()
  );
  expect(named('Settings').sort()).toEqual(
    Object.keys(schema.properties)
      .map(name => `\`${name}\``)
      .sort()
  );
});

test('every key that is bound is told', () => {
  for (const { keys } of schema['jupyter.lab.shortcuts']) {
    const told = keys[0]
      .replace('Accel', 'Ctrl')
      .split(' ')
      .map(key => `\`${key}\``)
      .join(' ');
    expect(named('Shortcuts').join(' ')).toContain(told);
  }
});
