import { asPython, MIME_TYPE, parse, readFenceLines } from '../format/index.ts';
import type { JsonObject } from '../format/index.ts';
import { titleOf } from '../figures/export/title.ts';
import { lessonFaults, open } from '../model/index.ts';
import type { CommandResult } from './result.ts';
import { partsOf, PYTHON } from './markdown.ts';
import type { Part } from './markdown.ts';
import { readText } from './reading.ts';
import type { Read } from './reading.ts';

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
  const { fence, lineOf } = readFenceLines(text);
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
  const { spec } = parse(payload);
  errors.push(
    ...lessonFaults(spec!).map(
      ({ path: field, message }) =>
        `${path}: line ${line + (lineOf(field) ?? 1) - 1}: ${field}: ${message}`
    )
  );
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
