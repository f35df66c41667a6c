/** Where a text stops being JSON. */
export interface Fault {
  /** The place in the text; its length where it ends too early. */
  readonly at: number;
  /** What JSON has there, in the words of a message. */
  readonly wanted: string;
}

/** What may come next. */
type Next = 'value' | 'valueOrEnd' | 'name' | 'nameOrEnd' | 'colon' | 'commaOrEnd' | 'nothing';

const WANTED: Readonly<Record<Exclude<Next, 'commaOrEnd'>, string>> = {
  value: 'a value: a number, true, false, null, a text in double quotes, a list or an object',
  valueOrEnd: 'a value or ]',
  name: 'a name in double quotes',
  nameOrEnd: 'a name in double quotes or }',
  colon: 'a colon',
  nothing: 'nothing more'
};
const WORD = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/**
 * Finds where a text stops being JSON. Browsers say it each in their own words, and some of them not
 * at all.
 *
 * @returns null where all of it is JSON
 */
export function faultIn(text: string): Fault | null {
  const open: string[] = [];
  let next = 'value' as Next;
  let at = pastSpace(text, 0);
  while (at < text.length) {
    const sign = text[at];
    const end = next === 'colon' || next === 'commaOrEnd' ? undefined : endOfScalar(text, at);
    if (end === text.length + 1) {
      return { at: text.length, wanted: 'the " that ends the text' };
    }
    if (end !== undefined && fits(next, sign)) {
      next = next.startsWith('name') ? 'colon' : after(open);
    } else if ((sign === '{' || sign === '[') && next.startsWith('value')) {
      open.push(sign);
      next = sign === '{' ? 'nameOrEnd' : 'valueOrEnd';
    } else if (sign === ':' && next === 'colon') {
      next = 'value';
    } else if (sign === ',' && next === 'commaOrEnd') {
      next = open.at(-1) === '{' ? 'name' : 'value';
    } else if (sign === closing(open) && next.endsWith('OrEnd')) {
      open.pop();
      next = after(open);
    } else {
      return { at, wanted: wantedAt(next, open) };
    }
    at = pastSpace(text, end ?? at + 1);
  }
  return next === 'nothing' ? null : { at, wanted: wantedAt(next, open) };
}

const after = (open: readonly string[]): Next => (open.length > 0 ? 'commaOrEnd' : 'nothing');
const closing = (open: readonly string[]) => (open.at(-1) === '{' ? '}' : open.length && ']');

function wantedAt(next: Next, open: readonly string[]): string {
  return next === 'commaOrEnd' ? `a comma or ${closing(open)}` : WANTED[next];
}

/** Whether a text, a number or a word that begins so may stand here. */
function fits(next: Next, sign: string): boolean {
  return next.startsWith('value') || (next.startsWith('name') && sign === '"');
}

/** Where a text, a number or a word ends; undefined: there is none. A text without an end has it behind the last character. */
function endOfScalar(text: string, from: number): number | undefined {
  if (text[from] !== '"') {
    return past(WORD, text, from);
  }
  let at = from + 1;
  while (at < text.length && text[at] !== '"') {
    const step = text[at] === '\\' ? past(ESCAPE, text, at) : at + 1;
    if (step === undefined || text[at] < ' ') {
      return undefined;
    }
    at = step;
  }
  return at + 1;
}

/** The place behind what a pattern finds here. */
function past(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function pastSpace(text: string, from: number): number {
  let at = from;
  while (' \t\n\r'.includes(text[at] ?? '.')) {
    at += 1;
  }
  return at;
}
