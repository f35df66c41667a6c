#!/usr/bin/env node
import { readFileSync, writeFileSync } from 'node:fs';
import { runCommand } from './command.ts';

// A reader such as `head` that has had enough is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    throw error;
  }
});

const { output, rest, file, errors, code } = runCommand(
  process.argv.slice(2),
  path => readFileSync(path === '-' ? 0 : path),
  () => readFileSync(new URL('../page.txt', import.meta.url), 'utf8')
);
process.stderr.write(errors.map(line => `${line}\n`).join(''));
process.exitCode = code;
if (file === undefined) {
  await print();
} else {
  write(file);
}

function write(path: string): void {
  try {
    writeFileSync(path, output);
  } catch (error) {
    process.stderr.write(`${path}: This cannot be written (${(error as Error).message}).\n`);
    process.exitCode = 2;
  }
}

async function print(): Promise<void> {
  let wanted = await written(output);
  for (const piece of rest ?? []) {
    if (!wanted) {
      return; // what is not read is not made
    }
    wanted = await written(piece);
  }
}

/** Waits until text is written, and says whether more is wanted. */
function written(text: string): Promise<boolean> {
  return new Promise(resolve => process.stdout.write(text, error => resolve(!error)));
}
