#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { runCommand } from './command.ts';

// A reader such as `head` that has had enough is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    throw error;
  }
});

const { output, errors, code } = runCommand(process.argv.slice(2), path =>
  readFileSync(path === '-' ? 0 : path, 'utf8')
);
process.stdout.write(output);
process.stderr.write(errors.map(line => `${line}\n`).join(''));
process.exitCode = code;
