import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const python = ['.venv/bin/python', '.venv/Scripts/python.exe'].find(path => existsSync(path));

/** A test that asks the Python package too; left out where its environment has not been made. */
export const withPython = python ? test : test.skip;

/** What an expression of Python makes of what is given, `given`; both as JSON. */
export function inPython<Result>(expression: string, given: unknown): Result {
  const program = [
    'import json, sys',
    'from jupyterlab_attention import Attention',
    'from jupyterlab_attention._characters import kinds_of',
    'from jupyterlab_attention._signs import shown',
    'from jupyterlab_attention._words import tokenize',
    'given = json.load(sys.stdin)',
    `print(json.dumps(${expression}))`
  ].join('\n');
  const input = JSON.stringify(given);
  const options = { input, encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  return JSON.parse(execFileSync(python!, ['-c', program], options)) as Result;
}
