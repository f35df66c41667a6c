/** Each table of docs/format.md by its name, in Markdown. */
export function tables(description: object): Readonly<Record<string, string>>;
