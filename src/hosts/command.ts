import { Engine } from '../engine/index.ts';
import type { Trace } from '../engine/index.ts';
import { pageOf } from '../figures/export/page.ts';
import { titleOf } from '../figures/export/title.ts';
import { serialize, writeTrace } from '../format/index.ts';
import type { JsonObject, Problem } from '../format/index.ts';
import { open } from '../model/index.ts';
import type { Outcome } from '../model/index.ts';
import type { CommandResult } from './result.ts';
import { gradeFiles } from './grade.ts';
import { handout } from './handout.ts';
import { lessonFile } from './lesson.ts';
import { isNotebook, readJson } from './reading.ts';
import type { Read } from './reading.ts';

export type { Read } from './reading.ts';
export type { CommandResult } from './result.ts';

/** Characters from which on what is printed is a piece. */
const PIECE = 1 << 20;

const USAGE = `attention compute FILE|-         print every intermediate of a payload as JSON
attention validate FILE…         print every problem of payloads, one a line, with its path
attention new "a sentence"       print the payload of a sentence
attention page FILE|- [-o PAGE]  print a payload as a page that works by itself, or write it to PAGE
attention lesson FILE.md [-o NOTEBOOK]
                                 print a notebook made of Markdown with lessons in it, or write it to NOTEBOOK
attention handout FILE [-o PAGE] print the lessons of a file as a page to be printed and written on
attention grade [--csv] [--lesson ORIGINAL] FILE…
                                 print which goals of lessons notebooks and payloads reach, checked anew;
                                 by the goals of ORIGINAL where it is given, not those in the files
`;

/**
 * The command line `attention`, without a process around it.
 *
 * @param words - the arguments
 * @param read - reads a file
 * @param template - the text of a page with places for a payload
 */
export function runCommand(
  words: readonly string[],
  read: Read,
  template: () => string = () => ''
): CommandResult {
  const [command, ...rest] = words;
  if (command === 'page' && isOneFile(rest)) {
    return page(rest[0], rest[2], read, template);
  }
  if (command === 'lesson' && isOneFile(rest)) {
    return lessonFile(rest[0], rest[2], read);
  }
  if (command === 'handout' && isOneFile(rest)) {
    return handout(rest[0], rest[2], read);
  }
  if (command === 'compute' && rest.length === 1) {
    return compute(rest[0], read);
  }
  if (command === 'validate' && rest.length > 0) {
    return validate(rest, read);
  }
  if (command === 'new' && rest.length > 0) {
    return create(rest.join(' '));
  }
  if (command === 'grade') {
    const asked = gradeFiles(rest, read);
    if (asked) {
      return asked;
    }
  }
  return command === '--help' || command === '-h'
    ? { output: USAGE, errors: [], code: 0 }
    : { output: '', errors: USAGE.trimEnd().split('\n'), code: 2 };
}

/** `FILE`, or `FILE -o ANOTHER`. */
function isOneFile(words: readonly string[]): boolean {
  return words.length === 1 || (words.length === 3 && words[1] === '-o');
}

function compute(path: string, read: Read): CommandResult {
  const payload = readPayload(path, read);
  if ('error' in payload) {
    return fail([payload.error]);
  }
  const outcome = opened(payload.value);
  if (!outcome.ok) {
    return fail(lines(path, outcome.problems));
  }
  const { trace } = outcome.computed;
  const pieces = gathered(writeTrace(trace));
  const first = pieces.next();
  return {
    output: first.done ? '' : first.value,
    rest: pieces,
    errors: [...lines(path, outcome.warnings, 'warning: '), ...notes(path, trace)],
    code: 0
  };
}

/** A payload as a page of its own; one that could not be drawn makes none. */
function page(
  path: string,
  file: string | undefined,
  read: Read,
  template: () => string
): CommandResult {
  const payload = readPayload(path, read);
  if ('error' in payload) {
    return fail([payload.error]);
  }
  const outcome = opened(payload.value);
  if (!outcome.ok) {
    return fail(lines(path, outcome.problems));
  }
  const { spec, trace } = outcome.computed;
  const title = titleOf(trace.tokens);
  return {
    output: pageOf(template(), { payload: serialize(spec), title }),
    file,
    errors: lines(path, outcome.warnings, 'warning: '),
    code: 0
  };
}

/** Computed as the view computes it: quickly at any size. */
function opened(payload: unknown): Outcome {
  const engine = new Engine();
  return open(payload, input => engine.attend(input));
}

/** What numbers alone do not tell: how precise they are. */
function notes(path: string, { computed }: Trace): string[] {
  return computed.precision === 'float32'
    ? [`${path}: note: So many tokens are computed in float32, as in the view.`]
    : [];
}

/** Text in pieces that are worth being written, and the end of its line. */
function* gathered(texts: Iterable<string>): Generator<string, undefined> {
  let parts: string[] = [];
  let length = 0;
  for (const text of texts) {
    parts.push(text);
    length += text.length;
    if (length >= PIECE) {
      yield parts.join('');
      [parts, length] = [[], 0];
    }
  }
  yield `${parts.join('')}\n`;
}

function validate(paths: readonly string[], read: Read): CommandResult {
  const errors: string[] = [];
  let wrong = false;
  for (const path of paths) {
    const payload = readPayload(path, read);
    if ('error' in payload) {
      errors.push(payload.error);
      wrong = true;
      continue;
    }
    const outcome = opened(payload.value);
    errors.push(...lines(path, outcome.warnings, 'warning: '));
    if (!outcome.ok) {
      errors.push(...lines(path, outcome.problems));
      wrong = true;
    }
  }
  return { output: '', errors, code: wrong ? 2 : 0 };
}

function create(sentence: string): CommandResult {
  const payload = { format: 'attention', version: 1, sentence };
  const outcome = open(payload);
  return outcome.ok
    ? { output: print(payload), errors: [], code: 0 }
    : fail(lines('the sentence', outcome.problems));
}

function readPayload(path: string, read: Read): { value: unknown } | { error: string } {
  const found = readJson(path, read);
  return 'value' in found && isNotebook(found.value)
    ? {
        error: `${path}: $: This is a notebook; wanted a payload, as one of its outputs holds it.`
      }
    : found;
}

function lines(path: string, problems: readonly Problem[], kind = ''): string[] {
  return problems.map(problem => `${path}: ${kind}${problem.path}: ${problem.message}`);
}

function fail(errors: readonly string[]): CommandResult {
  return { output: '', errors, code: 2 };
}

function print(value: JsonObject): string {
  return `${JSON.stringify(value)}\n`;
}
