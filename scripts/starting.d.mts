export const ROOT_WARNING: string;
export function labArguments(
  given: readonly string[],
  host: {
    isRoot: boolean;
    platform?: NodeJS.Platform;
    env?: Readonly<Record<string, string | undefined>>;
  }
): string[];
export function addressIn(text: string, notebook: string): string | undefined;
export function nodeProblem(version: string): string | undefined;
export function pythonProblem(python: {
  version?: readonly [major: number, minor: number];
  canInstall?: boolean;
}): string | undefined;
