export function catalogueOf(messages: readonly object[], before: string, language: string): string;
export function problemsOf(text: string): string[];
export function compile(
  text: string,
  about: { domain: string; language: string; version: string }
): Record<string, unknown>;
