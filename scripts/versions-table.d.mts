/** What came of the tests in one app. */
interface Tried {
  readonly host: string;
  readonly results: Readonly<Record<string, boolean>>;
}

export function triedIn(report: object, versions: Readonly<Record<string, string>>): Tried[];
export function tableOf(tried: readonly Tried[]): string;
