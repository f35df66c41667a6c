import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { ActButton } from './ActButton.tsx';
import { countText } from './countText.ts';
import { useWindow } from './useWindow.ts';
import type { Side } from './useWindow.ts';

interface Props {
  readonly state: Ready;
  readonly side: Side;
}

/** Which tokens are listed, and the way to those before and after; nothing where all are. */
export function WindowBar({ state, side }: Props) {
  const { trans } = useSurroundings();
  const { all, turn } = useWindow(state);
  const of = side === 'key' ? 'key' : 'query';
  const [first, count] = state.selection.listed[of];
  const length = all[of][1];
  if (count === length) {
    return null;
  }
  const place = [countText(first + 1), countText(first + count), countText(length)] as const;
  return (
    <p className="jp-Attention-window" data-side={side}>
      <ActButton
        aria-label={trans.__('Previous tokens')}
        can={first > 0}
        onClick={() => turn(side, -1)}
      >
        ‹
      </ActButton>
      <span>
        {of === 'key'
          ? trans.__('keys %1 to %2 of %3', ...place)
          : trans.__('tokens %1 to %2 of %3', ...place)}
      </span>
      <ActButton
        aria-label={trans.__('Next tokens')}
        can={first + count < length}
        onClick={() => turn(side, 1)}
      >
        ›
      </ActButton>
    </p>
  );
}
