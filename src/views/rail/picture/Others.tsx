import { percent } from '../../../figures/index.ts';
import { isPatch } from '../../../figures/picture/index.ts';
import type { Shares } from '../../../figures/picture/index.ts';
import type { SpecImage } from '../../../format/index.ts';
import type { Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { TokenText } from '../../parts/TokenText.tsx';

interface Props {
  readonly state: Ready;
  readonly image: SpecImage;
  readonly shares: Shares;
  readonly onAsk: (token: number) => void;
  readonly onLook: (token: number | null) => void;
}

/** Tokens that are told one by one at most: there are few besides patches. */
const LISTED = 64;

/** The tokens that are no patches, such as `[CLS]` and registers, with their shares. */
export function Others({ state: { trace, selection }, image, shares, onAsk, onLook }: Props) {
  const { trans, theme } = useSurroundings();
  const others = trace.tokens.flatMap((_, token) => (isPatch(image, token) ? [] : [token]));
  if (others.length === 0) {
    return null;
  }
  return (
    <div
      className="jp-Attention-notPatches"
      role="group"
      aria-label={trans.__('Beside the patches')}
    >
      {others.slice(0, LISTED).map(token => (
        <button
          key={token}
          type="button"
          aria-pressed={token === selection.query}
          onClick={() => onAsk(token)}
          onPointerEnter={() => onLook(token)}
          onPointerLeave={() => onLook(null)}
        >
          <TokenText token={trace.tokens[token]} length={16} />{' '}
          {shares[token] === null ? '–' : percent(shares[token], 1, theme.comma)}
        </button>
      ))}
    </div>
  );
}
