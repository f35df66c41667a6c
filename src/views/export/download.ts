import type { Made } from './making.ts';

/** How long a browser may take to begin with a file before its address is given up, in milliseconds. */
const LASTING = 60_000;

/** Hands a file to the browser, which keeps it where its reader keeps files. */
export function download({ name, blob }: Made): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), LASTING);
}
