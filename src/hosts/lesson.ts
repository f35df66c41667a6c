import { asPython, MIME_TYPE, readFence } from '../format/index.ts';
import type { JsonObject } from '../format/index.ts';
import { titleOf } from '../figures/export/title.ts';
import { open } from '../model/index.ts';
import type { CommandResult } from './result.ts';
import type { Read } from './reading.ts';
import { TextError, textOf } from './text.ts';

/** The languages of blocks that become cells of their own. */
const ATTENTION = 'attention';
const PYTHON = 'python';

/** A part of a Markdown file: text, or a block of code that becomes a cell. */
interface Part {
  readonly language: string | null;
  readonly text: string;
  /** The line of the file in which its text begins, counted from 1. */
  readonly line: number;
}

/**
 * `attention lesson FILE.md [-o NOTEBOOK]`: a notebook of a Markdown file. Its blocks of `attention` become
 * cells with the stage as their output, its blocks of `python` cells of code, all else Markdown.
 */
export function lessonFile(path: string, file: string | undefined, read: Read): CommandResult {
  const found = readText(path, read);
  if ('error' in found) {
    return { output: '', errors: [found.error], code: 2 };
  }
  const errors: string[] = [];
  const cells = partsOf(found.text).map((part, i) => cellOf(part, i, path, errors));
  if (errors.length > 0) {
    return { output: '', errors, code: 2 };
  }
  return { output: `${JSON.stringify(notebookOf(cells), null, 1)}\n`, file, errors, code: 0 };
}

function readText(path: string, read: Read): { text: string } | { error: string } {
  try {
    const found = read(path);
    return { text: typeof found === 'string' ? found : textOf(found) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return error instanceof TextError
      ? { error: `${path}: ${reason}` }
      : { error: `${path}: This cannot be read (${reason}).` };
  }
}

const OPEN = /^ {0,3}(`{3,}|~{3,})\s*([^`\s]*)[^`]*$/;

/** A Markdown file in parts, as CommonMark sees its fenced blocks of code. */
export function partsOf(markdown: string): readonly Part[] {
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n');
  const parts: Part[] = [];
  let from = 0;
  const text = (to: number) => {
    const own = lines.slice(from, to).join('\n').trim();
    if (own !== '') {
      parts.push({ language: null, text: own, line: from + 1 });
    }
  };
  for (let at = 0; at < lines.length; at++) {
    const [, fence, language] = OPEN.exec(lines[at]) ?? [];
    if (fence === undefined) {
      continue;
    }
    const end = endOf(lines, at, fence);
    if (language === ATTENTION || language === PYTHON) {
      text(at);
      parts.push({ language, text: lines.slice(at + 1, end).join('\n'), line: at + 2 });
      from = end + 1;
    }
    at = end;
  }
  text(lines.length);
  return parts;
}

/** The line that ends a block of code, or the end of the file. */
function endOf(lines: readonly string[], open: number, fence: string): number {
  const closes = new RegExp(`^ {0,3}${fence[0]}{${fence.length},}\\s*$`);
  const after = lines.slice(open + 1).findIndex(line => closes.test(line));
  return after < 0 ? lines.length : open + 1 + after;
}

function cellOf(
  { language, text, line }: Part,
  at: number,
  path: string,
  errors: string[]
): JsonObject {
  const id = `cell-${at + 1}`;
  if (language === null) {
    return { cell_type: 'markdown', id, metadata: {}, source: linesOf(text) };
  }
  if (language === PYTHON) {
    return codeCell(id, text, {}, []);
  }
  const fence = readFence(text);
  if (!fence.payload) {
    errors.push(
      ...fence.problems.map(
        ({ path: field, message, line: at }) =>
          `${path}: line ${line + (at ?? 1) - 1}: ${field}: ${message}`
      )
    );
    return {};
  }
  const { payload } = fence;
  // What is drawn stands there; how it was made can be unfolded.
  return codeCell(id, asPython(payload), { jupyter: { source_hidden: true } }, [outputOf(payload)]);
}

function codeCell(
  id: string,
  source: string,
  metadata: JsonObject,
  outputs: readonly JsonObject[]
): JsonObject {
  return {
    cell_type: 'code',
    execution_count: null,
    id,
    metadata,
    outputs,
    source: linesOf(source)
  };
}

function outputOf(payload: JsonObject): JsonObject {
  const outcome = open(payload);
  const words = outcome.ok ? titleOf(outcome.computed.trace.tokens) : '';
  const data = { [MIME_TYPE]: payload, 'text/plain': [`Attention: ${words}`] };
  return { output_type: 'display_data', data, metadata: {} };
}

/** Text as notebooks hold it: in lines, each with its end. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function notebookOf(cells: readonly JsonObject[]): JsonObject {
  return {
    cells,
    metadata: {
      kernelspec: { display_name: 'Python 3 (ipykernel)', language: 'python', name: 'python3' },
      language_info: { name: 'python' }
    },
    nbformat: 4,
    nbformat_minor: 5
  };
}
