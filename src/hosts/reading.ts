import { faultOf, said } from '../format/index.ts';
import { TextError, textOf } from './text.ts';

/** What reads a file, `-` being standard input: its bytes, or its text. It may throw. */
export type Read = (path: string) => Uint8Array | string;

/**
 * The text of a file, in whichever encoding it is, or why there is none.
 *
 * @param at - where in the file something is told of that is wrong with all of it
 */
export function readText(
  path: string,
  read: Read,
  at: string = ''
): { text: string } | { error: string } {
  try {
    const found = read(path);
    return { text: typeof found === 'string' ? found : textOf(found) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return error instanceof TextError
      ? { error: `${path}: ${at}${reason}` }
      : { error: `${path}: This cannot be read (${reason}).` };
  }
}

/** The JSON of a file, or why there is none. */
export function readJson(path: string, read: Read): { value: unknown } | { error: string } {
  const found = readText(path, read, '$: ');
  if ('error' in found) {
    return found;
  }
  const { text } = found;
  if (text.trim() === '') {
    return {
      error: `${path}: $: Nothing is in it; wanted a payload, as \`attention new\` prints it.`
    };
  }
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    const { line, column, reason } = faultOf(text);
    const where = `line ${line}, column ${column}: ${said(reason)}`;
    return {
      error: `${path}: $: This is not JSON, ${where}. NaN and Infinity are not JSON either.`
    };
  }
}

/** Whether a value is a notebook, and no payload. */
export function isNotebook(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'nbformat' in value;
}
