/** A file that there is to be: what is in it, and what is to be. */
interface Catalogue {
  readonly name: string;
  readonly is: string;
  readonly wanted: string;
}

export function files(): Catalogue[];
export function check(found?: readonly Catalogue[]): string[];
