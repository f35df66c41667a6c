import { csvOf, fileName, isOfHead, pageOf, tableOf, titleOf } from '../../figures/export/index.ts';
import type { TableName } from '../../figures/export/index.ts';
import { serialize, writeTrace } from '../../format/index.ts';
import type { Ready } from '../../model/index.ts';
import type { Choice } from './choices.ts';
import { pngOf } from './picture.ts';

/** A file that is ready. */
export interface Made {
  readonly name: string;
  readonly blob: Blob;
}

/** How it is made, as the panel says. */
export interface Wanted {
  readonly choice: Choice;
  readonly format: 'svg' | 'png';
  readonly dpi: number;
  /** One head, or all. */
  readonly heads: 'one' | 'all';
  readonly spreadsheet: boolean;
}

/** Characters from which on text is a piece of a file. */
const PIECE = 1 << 20;

/**
 * Makes a file of what is chosen. What is long is written piece by piece, and the page goes on meanwhile.
 *
 * @param svg - the text of the figure that is chosen
 * @param page - the text of a page with places for a payload
 */
export async function make(
  wanted: Wanted,
  state: Ready,
  svg: () => string,
  page: (() => Promise<string>) | null,
  stopped: AbortSignal
): Promise<Made> {
  const { choice, format, dpi } = wanted;
  const { trace, spec } = state;
  const name = (part: string, ending: string) => fileName(trace.tokens, part, ending);
  const text = (content: string, type: string) => new Blob([content], { type });
  switch (choice.kind) {
    case 'figure': {
      const blob = format === 'png' ? await pngOf(svg(), dpi) : text(svg(), 'image/svg+xml');
      return { name: name(choice.name, format), blob };
    }
    case 'table': {
      const pieces = csvPieces(wanted, choice.name, state);
      const part = partOf(wanted, choice.name, state);
      return { name: name(part, 'csv'), blob: await gathered(pieces, 'text/csv', stopped) };
    }
    case 'data': {
      const pieces =
        choice.name === 'trace' ? writeTrace(trace) : [JSON.stringify(serialize(spec))];
      const part = choice.name === 'trace' ? 'trace' : 'attention';
      return {
        name: name(part, 'json'),
        blob: await gathered(pieces, 'application/json', stopped)
      };
    }
    case 'page': {
      const title = titleOf(trace.tokens);
      const html = pageOf(await page!(), { payload: serialize(spec), title });
      return { name: name('', 'html'), blob: text(html, 'text/html') };
    }
  }
}

function csvPieces(
  { heads, spreadsheet }: Wanted,
  name: TableName,
  { trace, selection }: Ready
): Iterable<string> {
  if (!isOfHead(name) || trace.heads.length === 1) {
    return csvOf([tableOf(trace, name, 0)], { spreadsheet });
  }
  const chosen = heads === 'all' ? trace.heads.map((_, h) => h) : [selection.head];
  const tables = chosen.map(head => tableOf(trace, name, head));
  return csvOf(tables, { spreadsheet, heads: heads === 'all' ? chosen : undefined });
}

/** What of the sentence a file holds: the name of the matrix, and of one head among many which. */
function partOf({ heads }: Wanted, name: TableName, { trace, selection }: Ready): string {
  const isOne = isOfHead(name) && trace.heads.length > 1 && heads === 'one';
  return isOne ? `${name}-head-${selection.head + 1}` : name;
}

/** Pieces of text as a file; between them the page can do something else. */
async function gathered(
  pieces: Iterable<string>,
  type: string,
  stopped: AbortSignal
): Promise<Blob> {
  const parts: string[] = [];
  let [waiting, length]: [string[], number] = [[], 0];
  for (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length >= PIECE) {
      parts.push(waiting.join(''));
      [waiting, length] = [[], 0];
      await new Promise(done => setTimeout(done));
      stopped.throwIfAborted();
    }
  }
  return new Blob([...parts, ...waiting], { type });
}
