/** What a run of the command line leaves behind. */
export interface CommandResult {
  /** What it prints: all of it, or its beginning where there is a rest. */
  readonly output: string;
  /** The rest in pieces, each made when it is read: a trace may be longer than a string can be. */
  readonly rest?: Iterable<string>;
  /** The file that it goes to in place of standard output. */
  readonly file?: string;
  /** Lines for standard error. */
  readonly errors: readonly string[];
  readonly code: 0 | 2;
}
