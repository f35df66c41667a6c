/** The languages of blocks that become cells of their own. */
const ATTENTION = 'attention';
export const PYTHON = 'python';

/** A part of a Markdown file: text, or a block of code that becomes a cell. */
export interface Part {
  readonly language: string | null;
  readonly text: string;
  /** The line of the file in which its text begins, counted from 1. */
  readonly line: number;
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
