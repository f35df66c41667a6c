import { words } from './messages.ts';
import type { Part, Told } from './told.ts';

/** Where a text stops being JSON, lines and columns from 1, and why. */
export interface Fault {
  readonly line: number;
  readonly column: number;
  readonly reason: Told;
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)(?![\w.+-])/y;
const RUN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/** Looks for where a text that is no JSON stops being it: engines say so in words of their own, often without a place. */
export function faultOf(text: string): Fault {
  const { at, wanted } = stopOf(text);
  const before = text.slice(0, at).split('\n');
  return {
    line: before.length,
    column: before[before.length - 1].length + 1,
    reason:
      at < text.length
        ? words('faultFound', { found: wordAt(text, at), wanted })
        : words('faultEnd', { wanted })
  };
}

/** Goes through a text without calling itself: a file may be nested as deep as it likes. */
function stopOf(text: string): { at: number; wanted: Told } {
  const open: ('[' | '{')[] = [];
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const taken = pattern.exec(text)?.[0] ?? '';
    at += taken.length;
    return taken;
  };
  const has = (char: string) => {
    take(SPACE);
    at += Number(text[at] === char);
    return text[at - 1] === char && at > 0;
  };
  /** A text, piece by piece: one pattern for all of it would not hold many escapes. */
  const takeText = () => {
    const start = at;
    at++;
    do {
      take(RUN);
    } while (take(ESCAPE));
    if (text[start] === '"' && text[at] === '"') {
      at++;
      return true;
    }
    at = start;
    return false;
  };
  /** The name of an entry of an object. */
  const named = () => {
    take(SPACE);
    return takeText() ? (has(':') ? null : words('aColon')) : words('aName');
  };
  for (;;) {
    take(SPACE);
    const char = text[at];
    if (char === '[' || char === '{') {
      open.push(char);
      at++;
      if (!closes(char)) {
        const wanted = char === '{' ? named() : null;
        if (wanted) {
          return { at, wanted };
        }
        continue;
      }
    } else if (!(char === '"' ? takeText() : take(SCALAR))) {
      return { at, wanted: words('aValue') };
    }
    const wanted = follow();
    if (wanted) {
      return { at, wanted };
    }
  }

  /** Whether what has just been opened ends at once. */
  function closes(char: '[' | '{'): boolean {
    take(SPACE);
    if (text[at] !== (char === '[' ? ']' : '}')) {
      return false;
    }
    at++;
    open.pop();
    return true;
  }

  /** After a value: ends what ends here, and goes on to the next. Null, or what was wanted. */
  function follow(): Told | null {
    while (open.length > 0) {
      const inner = open[open.length - 1];
      const end = inner === '[' ? ']' : '}';
      take(SPACE);
      if (text[at] === ',') {
        at++;
        return inner === '{' ? named() : null;
      }
      if (text[at] !== end) {
        return words('commaOr', { end });
      }
      at++;
      open.pop();
    }
    take(SPACE);
    return words('nothingMore');
  }
}

function wordAt(text: string, at: number): Part {
  const word = /[-+\w.]{1,20}/y;
  word.lastIndex = at;
  const found = word.exec(text)?.[0] ?? String.fromCodePoint(text.codePointAt(at)!);
  return found === '"' ? words('endlessText') : JSON.stringify(found);
}
