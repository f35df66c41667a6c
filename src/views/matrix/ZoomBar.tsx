import type { Cells, Raster } from '../../figures/index.ts';
import { LEAST, mostOf } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { shadingWords } from './cellWords.ts';
import { ActButton } from '../parts/ActButton.tsx';
import { countText } from '../parts/countText.ts';
import { useWindow } from '../parts/useWindow.ts';
import { ShadingChoice } from './ShadingChoice.tsx';

interface Props {
  readonly state: Ready;
  readonly cells: Cells;
  readonly raster: Raster;
  /** Goes so many times closer. */
  readonly onZoom: (factor: number) => void;
}

/** How near the matrix is, what its colours and points mean, and the buttons to zoom. */
export function ZoomBar({ state, cells, raster, onZoom }: Props) {
  const { trans, theme } = useSurroundings();
  const { all, whole } = useWindow(state);
  const { query, key } = cells.window;
  const [most, mostKeys] = [mostOf(all.query[1]), mostOf(all.key[1])];
  const isWhole = query[1] === most && key[1] === mostKeys;
  const isPart = most < all.query[1] || mostKeys < all.key[1];
  const place = ([first, count]: readonly [number, number]) =>
    [countText(first + 1), countText(first + count)] as const;
  const { block } = raster;
  return (
    <>
      <div className="jp-Attention-zoom" role="group" aria-label={trans.__('Zoom')}>
        <ActButton aria-label={trans.__('Zoom out')} can={!isWhole} onClick={() => onZoom(1 / 2)}>
          −
        </ActButton>
        <ActButton
          aria-label={trans.__('Zoom in')}
          can={Math.max(query[1], key[1]) > LEAST}
          onClick={() => onZoom(2)}
        >
          +
        </ActButton>
        <ActButton can={!isWhole} onClick={whole}>
          {isPart ? trans.__('Most') : trans.__('Whole')}
        </ActButton>
        <span data-shown={`${query.join()} ${key.join()}`}>
          {trans.__('queries %1 to %2, keys %3 to %4', ...place(query), ...place(key))}
        </span>
        <ShadingChoice state={state} />
      </div>
      <p className="jp-Attention-hint">
        {block.down * block.across > 1 && (
          <>
            {cells.stage === 'weights'
              ? trans.__(
                  'Each point is the largest weight of %1 × %2 cells.',
                  block.down,
                  block.across
                )
              : trans.__(
                  'Each point is the number farthest from 0 of %1 × %2 cells.',
                  block.down,
                  block.across
                )}{' '}
          </>
        )}
        {isPart &&
          trans.__('At most %1 queries and %2 keys are shown at once.', most, mostKeys) + ' '}
        {shadingWords(trans, cells, raster, theme)}
      </p>
    </>
  );
}
