import type { JsonObject } from './json.ts';
import { lessonLines } from './lessonFence.ts';

/** The language of a fence that is drawn. */
const LANGUAGE = 'attention';

/**
 * The payload as a fence of Markdown: the sentence alone where nothing else is said that a view needs, a
 * lesson in lines, without what was answered in it, otherwise all of it as JSON. No line of it ends the fence.
 */
export function asFence(payload: JsonObject): string {
  const { format: _, version: __, sentence, ...others } = payload;
  const isPlain =
    typeof sentence === 'string' && isReadBack(sentence) && Object.keys(others).length === 0;
  const lesson = payload.lesson === undefined ? null : lessonLines(payload);
  const body = isPlain ? sentence : (lesson ?? JSON.stringify(payload, null, 2));
  const runs = body.match(/`+/g) ?? [];
  const longest = Math.max(0, ...runs.map(run => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}${LANGUAGE}\n${body}\n${fence}\n`;
}

/** Whether a line is taken for a sentence, the same one: not for a field, for JSON, or without its ends. */
function isReadBack(line: string): boolean {
  return line !== '' && line.trim() === line && !/[\r\n\u2028\u2029:{["]/.test(line);
}
