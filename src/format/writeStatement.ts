import { inOneOrder } from './json.ts';
import type { Quantity, Statement } from './spec.ts';
import { readStatement, readThan, WORDS } from './statementText.ts';

const SIGNS = { above: '>', below: '<', equal: '=', unequal: '≠' } as const;

/** A statement as one would write it, or null where that says less than the statement does. */
export function writeStatement(statement: Statement): string | null {
  const { is, than, within } = statement;
  const left = writeQuantity(statement);
  const apart = within === undefined ? '' : ` ± ${within}`;
  const text = is === 'made' ? `${left} made` : `${left} ${SIGNS[is]} ${writeThan(than)}${apart}`;
  const back = readStatement(text);
  return back && inOneOrder(back) === inOneOrder(statement) ? text : null;
}

function writeQuantity(quantity: Quantity): string {
  const { about, head, dimension } = quantity;
  const places = (WORDS[about] ?? []).map(name => quantity[name]);
  const isSaid = places.some(word => word !== undefined);
  // A place that is left out is that of the word that asks.
  const words = isSaid ? places.map(word => (word === undefined ? '_' : writeWord(word))) : [];
  const inside = [...words, ...(head === undefined ? [] : [`head=${head}`])].join(', ');
  return [
    about,
    inside === '' && WORDS[about]?.length !== 0 ? '' : `(${inside})`,
    dimension === undefined ? '' : `[${dimension}]`
  ].join('');
}

/** A word as it is, or in quotes where it could be read as something else. */
function writeWord(word: string | number): string {
  return typeof word === 'string' && /^[\p{L}\p{M}'’-]+$/u.test(word) ? word : JSON.stringify(word);
}

function writeThan(than: Statement['than']): string {
  if (typeof than === 'object') {
    return writeQuantity(than);
  }
  if (typeof than === 'string') {
    const word = writeWord(than);
    return readThan(word) === than ? word : JSON.stringify(than);
  }
  return String(than);
}
