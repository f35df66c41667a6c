import { useState } from 'react';
import type { ReactNode } from 'react';

interface Props {
  readonly summary: string;
  /** It begins unfolded, as where something in it is not as usual. */
  readonly open: boolean;
  readonly children: ReactNode;
}

/** What is folded away until somebody wants it; what is done to it by hand stays. */
export function Folded({ summary, open, children }: Props) {
  const [begins] = useState(open);
  return (
    <details className="jp-Attention-folded" open={begins || undefined}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
