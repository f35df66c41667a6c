import { useRef } from 'react';
import { labelEvery, labelled } from '../figures/index.ts';
import type { Run } from '../format/index.ts';
import type { Ready } from '../model/index.ts';
import { useSize } from './useSize.ts';
import { TokenText } from './TokenText.tsx';

/** Pixels that a label takes. */
const LABEL = 13;

interface LabelsProps {
  readonly state: Ready;
  /** Labels at most where all tokens are shown at once. */
  readonly most: number;
}

/** The tokens beside the matrix. */
export function Labels({ state: { trace, selection }, most }: LabelsProps) {
  const { query, window, zooms } = selection;
  return zooms ? (
    <>
      <TokenLabels tokens={trace.keyTokens} run={window.key} side="columns" />
      <TokenLabels tokens={trace.tokens} run={window.query} side="rows" chosen={query} />
    </>
  ) : (
    <>
      <Names tokens={trace.keyTokens.slice(0, most)} className="jp-Attention-columns" />
      <Names tokens={trace.tokens.slice(0, most)} className="jp-Attention-rows" chosen={query} />
    </>
  );
}

interface NamesProps {
  readonly tokens: readonly string[];
  readonly className: string;
  readonly chosen?: number;
}

function Names({ tokens, className, chosen }: NamesProps) {
  return (
    <ol className={className} aria-hidden="true">
      {tokens.map((token, t) => (
        <li key={t} data-chosen={t === chosen}>
          <TokenText token={token} length={12} />
        </li>
      ))}
    </ol>
  );
}

interface Props {
  readonly tokens: readonly string[];
  readonly run: Run;
  readonly side: 'rows' | 'columns';
  readonly chosen?: number;
}

/** The tokens of a window beside its matrix: every one, or every k-th where they are dense. */
function TokenLabels({ tokens, run, side, chosen }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const [width, height] = useSize(list);
  const pixels = side === 'rows' ? height : width;
  const every = labelEvery(run[1], pixels, LABEL);
  const end = run[0] + run[1];
  return (
    <ol ref={list} className={`jp-Attention-${side}`} aria-hidden="true" data-every={every}>
      {labelled(run, every).map(token => (
        <li
          key={token}
          data-chosen={token === chosen}
          style={{ flexGrow: Math.min(every, end - token) }}
        >
          {/* The last one has less room than the others, and may have too little. */}
          {2 * (end - token) >= every && <TokenText token={tokens[token]} length={12} />}
        </li>
      ))}
    </ol>
  );
}
