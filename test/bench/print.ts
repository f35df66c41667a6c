// Rows of what was measured.

/** Milliseconds. */
export const FRAME = 1000 / 60;

export function print(title: string, rows: [what: string, value: string, ratio: string][]): void {
  const lines = rows.map(
    ([what, value, other]) => `  ${what.padEnd(52)}${value.padStart(12)}   ${other}`
  );
  process.stdout.write(`\n${title}\n${lines.join('\n')}\n`);
}

export const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
export const ms = (time: number) => `${time.toFixed(2)} ms`;
export const share = (time: number) => `${ratio(time / FRAME)} frames`;
export const ratio = (value: number) => value.toFixed(2);

export const median = (list: readonly number[]) =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
export const mean = (list: readonly number[]) =>
  list.reduce((sum, each) => sum + each) / list.length;
