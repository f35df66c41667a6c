import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parsePo } from '../scripts/po.mjs';
import type { Translator } from '../src/views/index.ts';

/** A language as its catalogue has it. */
export function speaking(language: string): Translator {
  const file = resolve(
    import.meta.dirname,
    `../locale/${language}/LC_MESSAGES/jupyterlab_attention.po`
  );
  const known = new Map(
    parsePo(readFileSync(file, 'utf8')).map(({ id, said }) => [id, said[0]] as const)
  );
  return {
    __: (text, ...values) =>
      (known.get(text) ?? text).replace(/%(\d)/g, (_, n) => String(values[Number(n) - 1]))
  };
}
