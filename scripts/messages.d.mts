export function inSource(file: string, text: string): object[];
export function inSchema(file: string, node: object): object[];
