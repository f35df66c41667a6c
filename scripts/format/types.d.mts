/** TypeScript of every object of the format that has a title, and of the payload as a whole. */
export function typesOf(description: object): string;
