// The built package as others meet it: its exports in Node, and its command line in a process.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { softmax } from 'jupyterlab-attention/engine';
import { parse } from 'jupyterlab-attention/format';

assert.deepEqual([...softmax([0, 0])], [0.5, 0.5]);
assert.equal(parse(null).problems[0].path, '$');

const attention = (words, input = '') =>
  spawnSync('node', ['lib/hosts/cli.js', ...words], { input, encoding: 'utf8' });

const created = attention(['new', 'cats sleep']);
assert.equal(created.status, 0);
const computed = attention(['compute', '-'], created.stdout);
assert.equal(computed.status, 0);
assert.deepEqual(JSON.parse(computed.stdout).tokens, ['cats', 'sleep']);
assert.equal(attention(['validate', 'examples/angry-lions.attention.json']).status, 0);

const bad = attention(['compute', '-'], '{"format": "attention", "version": 1, "tokens": [1, 2]}');
assert.equal(bad.status, 2);
assert.equal(bad.stdout, '');
assert.deepEqual(
  bad.stderr
    .trim()
    .split('\n')
    .map(line => line.split(': ')[1]),
  ['$.tokens[0]', '$.tokens[1]']
);
const page = attention(['page', '-'], created.stdout);
assert.equal(page.status, 0);
assert.match(page.stdout, /^<!DOCTYPE html>/);
assert.match(
  page.stdout,
  /<script type="application\/vnd\.attention\.v1\+json">\{"format":"attention"/
);
const nowhere = attention(['page', '-', '-o', 'no/such/page.html'], created.stdout);
assert.equal(nowhere.status, 2);
assert.match(nowhere.stderr, /^no\/such\/page\.html: This cannot be written/);
assert.doesNotMatch(nowhere.stderr, /\n\s+at /);

const gone = attention(['compute', 'no/such.json']);
assert.equal(gone.status, 2);
assert.doesNotMatch(gone.stderr, /\n\s+at /);
console.log('the built package: exports and command line hold');
