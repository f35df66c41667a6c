export function elapsed(milliseconds: number): string;
export function newestLine(text: string, width?: number): string;
export class Steps {
  constructor(titles: readonly string[], write?: (text: string) => void);
  next(work: () => unknown): Promise<void>;
  end(): void;
}
