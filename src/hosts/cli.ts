#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { runCommand } from './command.ts';

const { output, errors, code } = runCommand(process.argv.slice(2), path =>
  readFileSync(path === '-' ? 0 : path, 'utf8')
);
process.stdout.write(output);
process.stderr.write(errors.map(line => `${line}\n`).join(''));
process.exitCode = code;
