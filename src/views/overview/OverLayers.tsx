import { useMemo, useRef } from 'react';
import { flow, rollout } from '../../engine/index.ts';
import type { Passed, Trace, Vector } from '../../engine/index.ts';
import { percent, visible } from '../../figures/index.ts';
import type { Ready } from '../../model/index.ts';
import type { LayerSketch } from '../../model/overview/index.ts';
import { layersBelow } from '../../model/rolled.ts';
import { useSurroundings } from '../frame/context.ts';
import { TokenText } from '../parts/TokenText.tsx';
import { placedProblem } from '../parts/problemText.ts';
import { layerName } from './measureWords.ts';

interface Props {
  readonly state: Ready;
  readonly layers: readonly LayerSketch[];
}

/** What is at the place of the token that asks, after the layer that is shown: of which input token how much. */
export function OverLayers({ state, layers }: Props) {
  const { model, trans } = useSurroundings();
  const { layer } = state.selection;
  const below = useMemo(() => layersBelow(state.spec, layer), [state.spec, layer]);
  const problem = below?.map(at => layers[at]?.problem).find(told => told);
  const passed = below?.flatMap(at => layers[at]?.passed ?? []);
  return (
    <section className="jp-Attention-overLayers" aria-label={trans.__('Over the layers')}>
      {layers.length > 1 && (
        <label>
          {trans.__('After')}{' '}
          <input
            type="range"
            min={0}
            max={layers.length - 1}
            value={layer}
            aria-label={trans.__('After which layer')}
            aria-valuetext={layerName(layers[layer], layer, trans)}
            onChange={({ target }) => model.select({ layer: Number(target.value) })}
          />{' '}
          <bdi>{layerName(layers[layer], layer, trans)}</bdi>
        </label>
      )}
      {!below || !passed ? (
        <p className="jp-Attention-hint">
          {trans.__(
            'Layers are rolled out where at most 256 tokens attend to one another, not to another sequence.'
          )}
        </p>
      ) : passed.length < below.length ? (
        <p className="jp-Attention-hint">
          {problem
            ? placedProblem(problem, trans)
            : trans.__('Not all of these layers are computed yet.')}
        </p>
      ) : (
        <Shares state={state} passed={passed} />
      )}
    </section>
  );
}

interface SharesProps {
  readonly state: Ready;
  /** What each layer passes on, the first of them first. */
  readonly passed: readonly Passed[];
}

/** The same token by this layer alone, by rollout and by flow, beside one another. */
function Shares({ state: { trace, selection }, passed }: SharesProps) {
  const { trans } = useSurroundings();
  const { query } = selection;
  const layers = useSame(passed);
  const [rolled, flown] = useMemo(
    () => [rollout(layers, query), flow(layers, query)] as const,
    [layers, query]
  );
  const alone = useMemo(() => meanRow(trace, query), [trace, query]);
  const columns: readonly (readonly [string, string, Vector])[] = [
    [trans.__('this layer alone'), trans.__('the mean weight that its heads give'), alone],
    [
      trans.__('rollout'),
      trans.__('the mean of the heads and the way past them, multiplied over the layers'),
      rolled
    ],
    ...(flown
      ? [
          [
            trans.__('flow'),
            trans.__('the most that could run through the layers as through pipes, as shares'),
            flown
          ] as const
        ]
      : [])
  ];
  return (
    <>
      <div
        className="jp-Attention-scroll"
        tabIndex={0}
        role="region"
        aria-label={trans.__('Shares')}
      >
        <table className="jp-Attention-overTable">
          <caption>
            {trans.__('What %1 has of each token by then', visible(trace.tokens[query]))}
          </caption>
          <thead>
            <tr>
              <th scope="col">{trans.__('token')}</th>
              {columns.map(([name, meaning]) => (
                <th key={name} scope="col" title={meaning}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {trace.tokens.map((token, t) => (
              <tr key={t} data-chosen={t === query}>
                <th scope="row">
                  <TokenText token={token} length={24} />
                </th>
                {columns.map(([name, , row]) => (
                  <ShareCell key={name} share={row[t]} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="jp-Attention-hint">
        {trans.__(
          'Rollout multiplies the layers, each the mean of its heads with half of every token going past them; flow is the most that could run through them. Both take weights for what is moved, whatever the values hold (Abnar and Zuidema 2020).'
        )}
        {!flown && ` ${trans.__('Flow is not computed through so many layers and tokens.')}`}
      </p>
    </>
  );
}

function ShareCell({ share }: { readonly share: number }) {
  const { theme } = useSurroundings();
  return (
    <td>
      <span className="jp-Attention-share" style={{ width: `${Math.min(1, share) * 60}%` }} />
      {percent(share, 1, theme.comma)}
    </td>
  );
}

/** The mean of what the heads of a layer give, [m]. */
function meanRow({ heads, keyTokens }: Trace, query: number): Vector {
  const rows = heads.map(({ weights }) => weights[query]);
  return keyTokens.map((_, key) => rows.reduce((sum, row) => sum + row[key], 0) / rows.length);
}

/** The list of before, where it has the same in it. */
function useSame<T>(list: readonly T[]): readonly T[] {
  const before = useRef(list);
  const same = before.current;
  if (list.length !== same.length || list.some((each, i) => each !== same[i])) {
    before.current = list;
  }
  return before.current;
}
