import { WORKED_SENTENCE } from '../engine/index.ts';
import { FORMAT, VERSION } from '../format/index.ts';
import type { JsonObject } from '../format/index.ts';
import type { Translator } from '../views/index.ts';

/** What a new document says. */
export const WORKED_EXAMPLE: JsonObject = {
  format: FORMAT,
  version: VERSION,
  sentence: WORKED_SENTENCE
};

/**
 * What stands in the place of a view where a file is empty: what to do.
 *
 * @param begin - puts a payload into the file, or null where it cannot be written to
 */
export function emptyFile(
  trans: Translator,
  begin: ((payload: JsonObject) => void) | null
): HTMLElement {
  const section = document.createElement('section');
  section.className = 'jp-AttentionDocument-empty';
  const say = (text: string) => {
    const line = document.createElement('p');
    line.textContent = text;
    section.append(line);
  };
  say(trans.__('There is nothing in this file.'));
  if (begin) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'jp-mod-styled jp-mod-accept';
    button.textContent = trans.__('Begin with an example');
    button.addEventListener('click', () => begin(WORKED_EXAMPLE));
    section.append(button);
    say(
      trans.__(
        'Or open it with the editor, and put a payload into it, as Attention.save writes it in Python.'
      )
    );
  }
  return section;
}
