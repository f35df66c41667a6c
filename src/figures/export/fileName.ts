/** Characters of a name that come from the sentence at most. */
const LONGEST = 48;
/** Names that some systems keep for themselves. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** A file name from a sentence: letters and digits of any script, safe on every system. */
export function fileName(tokens: readonly string[], part: string, ending: string): string {
  const joined = tokens.slice(0, LONGEST).join(' ').normalize('NFC').toLowerCase();
  const letters = joined.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-').replace(/^[-\p{M}]+|-+$/gu, '');
  const short = wholeWords(letters);
  const stem = short === '' || RESERVED.test(short) ? 'attention' : short;
  return `${[stem, part].filter(text => text !== '').join('.')}.${ending}`;
}

/** As many words as have room; of one that is longer a part. */
function wholeWords(text: string): string {
  const characters = [...text];
  const cut = characters.slice(0, LONGEST).join('');
  const isWhole = characters.length <= LONGEST || characters[LONGEST] === '-';
  return (isWhole ? cut : cut.replace(/(?<=.)-[^-]*$/, '')).replace(/-+$/, '');
}
