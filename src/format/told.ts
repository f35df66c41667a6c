/**
 * A text of the format, not filled in yet: English with `{name}` in place of what is told. A language that has the
 * English as it stands here says the same in its own words.
 */
export interface Told {
  readonly text: string;
  readonly parts: Readonly<Record<string, Part>>;
}

/** What is told in a place: what a payload says, as it is; an amount; a text of its own, or several in a row. */
export type Part = string | number | Amount | Told | readonly Part[];

/** A whole number with its thousands apart. */
export interface Amount {
  readonly amount: number;
}

/** How a language says what is told. */
export interface Language {
  readonly text: (english: string) => string;
  /** @param english - the text in which it stands */
  readonly amount: (amount: number, english: string) => string;
}

const ENGLISH: Language = {
  text: english => english,
  amount: amount => amount.toLocaleString('en-US')
};

/** What is told, in a language; in English unless one is given. */
export function said(part: Part, language: Language = ENGLISH, within: string = ''): string {
  if (typeof part !== 'object') {
    return String(part);
  }
  if ('amount' in part) {
    return language.amount(part.amount, within);
  }
  if (!('text' in part)) {
    return part.map(each => said(each, language, within)).join(' ');
  }
  const { text, parts } = part;
  return language
    .text(text)
    .replace(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(parts, name) ? said(parts[name], language, text) : whole
    );
}

/** A text in which nothing is told. */
export function phrase(text: string): Told {
  return { text, parts: {} };
}

/** A whole number with its thousands apart. */
export function number(amount: number): Amount {
  return { amount };
}
