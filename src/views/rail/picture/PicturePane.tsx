import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { mostOf, patchAt, placeOf, sharesOf, walkedFrom } from '../../../figures/picture/index.ts';
import type { Shares } from '../../../figures/picture/index.ts';
import type { SpecImage } from '../../../format/index.ts';
import { showsWeights } from '../../../model/index.ts';
import type { Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { adoptStyles } from '../../frame/shadow.ts';
import { spotOf } from '../../matrix/MatrixCells.tsx';
import { NotYet } from '../../parts/NotYet.tsx';
import { useSize } from '../../parts/useSize.ts';
import { RailPane } from '../RailPane.tsx';
import { Others } from './Others.tsx';
import { PatchCanvas } from './PatchCanvas.tsx';
import { colorWords, patchWords, summaryWords } from './patchWords.ts';
import styles from './picture.raw.css';

interface Props {
  readonly state: Ready;
}

/** The picture that was read, with what a patch of it gives to the others, or gets from them. */
export function PicturePane({ state }: Props) {
  const { trans } = useSurroundings();
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => adoptStyles(body.current!, styles), []);
  const [receives, setReceives] = useState(false);
  const { selection, spec } = state;
  const { step, stepRows } = selection;
  const isOneRow = step !== null && stepRows === 'one';
  const isSeen = showsWeights(selection) && !(receives && isOneRow);
  return (
    <RailPane state={state} name="picture" title={trans.__('Picture')}>
      <div ref={body} className="jp-Attention-picture">
        <label>
          {trans.__('The token')}{' '}
          <select
            value={receives ? 'receives' : 'attends'}
            onChange={({ target }) => setReceives(target.value === 'receives')}
          >
            <option value="attends">{trans.__('attends to')}</option>
            <option value="receives">{trans.__('receives from')}</option>
          </select>
        </label>
        {isSeen ? (
          <Picture state={state} image={spec.image!} receives={receives} />
        ) : (
          <NotYet state={state} step="normalise" />
        )}
      </div>
    </RailPane>
  );
}

interface PictureProps extends Props {
  readonly image: SpecImage;
  /** What it gets from the others, and not what it gives. */
  readonly receives: boolean;
}

function Picture({ state, image, receives }: PictureProps) {
  const { model, trans, theme } = useSurroundings();
  const { trace, selection } = state;
  const { head, query } = selection;
  const [looked, setLooked] = useState<number | null>(null);
  const [inColor, setInColor] = useState(false);
  const shares = useMemo(
    () => sharesOf(trace, head, query, receives),
    [trace, head, query, receives]
  );
  const ask = (token: number) => model.select({ query: token });
  const onKeyDown = (event: KeyboardEvent) => {
    // Of two keys in one frame the second goes on from what the first has made.
    const newest = model.state.status === 'ready' ? model.state.selection.query : query;
    const to = walkedFrom(image, newest, event.key);
    if (to !== null) {
      event.preventDefault();
      setLooked(null);
      ask(to);
    }
  };
  const words = { trans, trace, query, shares, receives, numerals: theme };
  return (
    <>
      <Surface
        image={image}
        shares={shares}
        token={query}
        color={theme.roles[receives ? 'query' : 'key']}
        isGrey={!inColor}
        looked={looked}
        label={trans.__(
          'Picture of %1 × %2 patches: arrow keys go from patch to patch, and each asks. %3',
          image.rows,
          image.columns,
          summaryWords(words)
        )}
        onLook={setLooked}
        onAsk={ask}
        onKeyDown={onKeyDown}
      />
      <p className="jp-Attention-patchTold" aria-live="polite">
        {looked === null ? summaryWords(words) : patchWords(words, looked)}
      </p>
      <Others state={state} image={image} shares={shares} onAsk={ask} onLook={setLooked} />
      <p className="jp-Attention-hint">{colorWords(words, mostOf(shares, image))}</p>
      <label>
        <input
          type="checkbox"
          checked={inColor}
          onChange={({ target }) => setInColor(target.checked)}
        />{' '}
        {trans.__('The picture in its own colours')}
      </label>
    </>
  );
}

interface SurfaceProps {
  readonly image: SpecImage;
  readonly shares: Shares;
  readonly token: number;
  readonly color: string;
  readonly isGrey: boolean;
  readonly looked: number | null;
  readonly label: string;
  readonly onLook: (token: number | null) => void;
  readonly onAsk: (token: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** The picture as wide as there is room, pointed at, clicked and walked. */
function Surface(props: SurfaceProps) {
  const { image, shares, token, color, isGrey, looked, onLook, onAsk } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [width, height] = useSize(frame);
  const [down, across] = image.shape;
  return (
    <div
      ref={frame}
      className="jp-Attention-patches"
      role="application"
      tabIndex={0}
      aria-label={props.label}
      style={{ aspectRatio: `${across} / ${down}` }}
      onKeyDown={props.onKeyDown}
      onPointerMove={event => onLook(patchAt(image, spotOf(event)))}
      onPointerLeave={() => onLook(null)}
      onClick={event => onAsk(patchAt(image, spotOf(event)))}
    >
      <PatchCanvas
        image={image}
        shares={shares}
        token={token}
        color={color}
        isGrey={isGrey}
        size={[width, height]}
      />
      {looked !== null && <Cursor image={image} token={looked} />}
    </div>
  );
}

function Cursor({ image, token }: { readonly image: SpecImage; readonly token: number }) {
  const { rows, columns } = image;
  const [row, column] = placeOf(image, token);
  const share = (part: number, of: number) => `${(100 * part) / of}%`;
  return row < 0 || row >= rows ? null : (
    <span
      className="jp-Attention-cursor"
      style={{
        top: share(row, rows),
        left: share(column, columns),
        width: share(1, columns),
        height: share(1, rows)
      }}
    />
  );
}
