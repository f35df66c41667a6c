import { useEffect, useState } from 'react';
import { useSurroundings } from '../frame/context.ts';

/** Puts a text on the clipboard, and what became of that, for the reader, until `of` changes. */
export function useCopying(
  of: unknown
): readonly [said: string | null, copy: (text: string, name: string) => void] {
  const { trans } = useSurroundings();
  const [said, setSaid] = useState<string | null>(null);
  // What was copied is not this any longer.
  useEffect(() => setSaid(null), [of]);
  const copy = async (text: string, name: string) => {
    try {
      await navigator.clipboard.writeText(text); // there is none at all on a page without a secure origin
      setSaid(trans.__('%1 is on the clipboard.', name));
    } catch {
      setSaid(trans.__('The page may not write to the clipboard.'));
    }
  };
  return [said, (text, name) => void copy(text, name)];
}
