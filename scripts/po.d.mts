/** A message: what the source says, and what a language says. */
export interface Message {
  readonly context?: string;
  readonly id: string;
  readonly plural?: string;
  /** One text, or one for each plural form; the header's fields for the text "". */
  readonly said: readonly string[];
  readonly from: readonly string[];
  readonly notes: readonly string[];
  readonly isFuzzy: boolean;
  readonly isObsolete: boolean;
}

export function parsePo(text: string): Message[];
export function writePo(messages: readonly Message[]): string;
