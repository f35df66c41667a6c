import { mapVector } from '../../engine/index.ts';
import { decimal, endsAtOutput, outputsScene, separator, visible } from '../../figures/index.ts';
import { finished } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { NotYet } from '../parts/NotYet.tsx';
import { RailPane } from './RailPane.tsx';
import { RoleMark } from '../parts/RoleMark.tsx';
import { ScenePane } from '../drawing/ScenePane.tsx';
import { useScene } from '../drawing/useScene.ts';
import { sideOf } from '../parts/useWindow.ts';
import { WindowBar } from '../parts/WindowBar.tsx';

/** Outputs beside embeddings, and the chosen query's output as a path of weighted values. */
export function OutputsPane({ state }: { readonly state: Ready }) {
  const { trans, theme } = useSurroundings();
  const { trace, selection, gesture } = state;
  const scene = useScene(state, outputsScene);
  const token = visible(trace.tokens[selection.query]);
  const output = mapVector(trace.output[selection.query].slice(0, 2), part =>
    decimal(part, theme, false, theme.decimals + 1)
  );
  return (
    <RailPane
      state={state}
      name="outputs"
      title={trans.__('Outputs')}
      controls={
        <div className="jp-Attention-layers">
          {scene.points.some(({ layer }) => layer === 'embeddings') && (
            <span style={{ color: theme.roles.embeddings }}>
              <RoleMark layer="embeddings" /> {trans.__('embedding')}
            </span>
          )}
          <span style={{ color: theme.roles.output }}>
            <RoleMark layer="output" /> {trans.__('output')}
          </span>
        </div>
      }
    >
      {!finished(trace, selection) ? (
        <NotYet state={state} step="residual" />
      ) : (
        <>
          <ScenePane
            scene={scene}
            gesture={gesture}
            label={trans.__(
              'Outputs beside embeddings. The output of %1 begins with %2.',
              token,
              output.join(separator(theme))
            )}
          />
          <WindowBar state={state} side={sideOf(state, 'query')} />
          <p className="jp-Attention-hint">
            {trace.residual
              ? trans.__(
                  'Each arrow is weight × value of one key in head %1; laid tip to tail from the word %2 itself, they lead to x + Δ.',
                  selection.head + 1,
                  token
                )
              : endsAtOutput(trace)
                ? trans.__(
                    'Each arrow is weight × value of one key; laid tip to tail from the origin they end at the output of %1.',
                    token
                  )
                : trans.__(
                    'Each arrow is weight × value of one key in head %1; the other heads add their own share to the output of %2.',
                    selection.head + 1,
                    token
                  )}
          </p>
        </>
      )}
    </RailPane>
  );
}
