import { useRef } from 'react';
import { labelEvery, labelled } from '../../figures/index.ts';
import type { Ready, Runs } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { paperMatrix } from '../drawing/paperSize.ts';
import { useFigureSize } from '../drawing/useFigureSize.ts';
import { specialsOf } from '../parts/specials.ts';
import type { Specials } from '../parts/specials.ts';
import { TokenText } from '../parts/TokenText.tsx';

/** Pixels that a label takes. */
const LABEL = 15;
/** A column as wide as this holds the names of most words; longer ones end in dots. */
const NAME = 40;

/** The tokens beside the matrix. */
export function Labels({ state }: { readonly state: Ready }) {
  const { trace, selection } = state;
  const { query, window } = selection;
  const specials = specialsOf(state);
  return (
    <>
      <TokenLabels
        tokens={trace.keyTokens}
        window={window}
        side="columns"
        special={specials.key}
        chosen={trace.cross ? -1 : query}
      />
      <TokenLabels
        tokens={trace.tokens}
        window={window}
        side="rows"
        special={specials.query}
        chosen={query}
      />
    </>
  );
}

interface Props {
  readonly tokens: readonly string[];
  readonly window: Runs;
  readonly side: 'rows' | 'columns';
  readonly special: Specials['query'];
  readonly chosen: number;
}

/**
 * The tokens of a window beside its matrix: every one, or every k-th where they are dense, and then the one
 * that asks besides. Those above narrow columns are turned.
 */
function TokenLabels({ tokens, window, side, special, chosen }: Props) {
  const { theme } = useSurroundings();
  const list = useRef<HTMLOListElement>(null);
  const [width, height] = useFigureSize(list, paperMatrix(window));
  const run = side === 'rows' ? window.query : window.key;
  const pixels = side === 'rows' ? height : width;
  // Before the page has laid it out nobody knows how dense they are.
  const every = pixels === 0 ? 1 : labelEvery(run[1], pixels, LABEL);
  const end = run[0] + run[1];
  const isTurned = side === 'columns' && pixels < NAME * run[1];
  const pixel = pixels / run[1];
  /** The one that asks stands in the place of the one that would be told nearest before it. */
  const isOwn = (token: number) => chosen >= token && chosen < Math.min(end, token + every);
  const shown = (token: number) => (isOwn(token) ? chosen : token);
  return (
    <ol
      ref={list}
      className={`jp-Attention-${side}`}
      style={{ color: theme.roles[side === 'rows' ? 'query' : 'key'] }}
      aria-hidden="true"
      data-every={every}
      data-turned={isTurned}
    >
      {labelled(run, every).map(token => (
        <li
          key={token}
          data-chosen={isOwn(token)}
          style={{
            flexGrow: Math.min(every, end - token),
            [side === 'rows' ? 'top' : 'left']: isOwn(token)
              ? Math.min(chosen - token, Math.max(0, every - LABEL / pixel)) * pixel
              : 0
          }}
        >
          {/* The last one has less room than the others, and may have too little. */}
          {(isOwn(token) || 2 * (end - token) >= every) && (
            <TokenText token={tokens[shown(token)]} length={12} special={special(shown(token))} />
          )}
        </li>
      ))}
    </ol>
  );
}
