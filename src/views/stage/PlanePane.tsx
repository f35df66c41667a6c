import { describeAttention, move, planeScene, spaces } from '../../figures/index.ts';
import { LAYERS } from '../../format/index.ts';
import type { Layer } from '../../format/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { Pane } from '../frame/Pane.tsx';
import { RoleMark } from '../parts/RoleMark.tsx';
import { ScenePane } from '../drawing/ScenePane.tsx';
import type { Grab } from '../drawing/ScenePane.tsx';
import { useScene } from '../drawing/useScene.ts';
import { sideOf } from '../parts/useWindow.ts';
import { WindowBar } from '../parts/WindowBar.tsx';

/** The words on the plane; embeddings can be dragged, and everything follows. */
export function PlanePane({ state }: { readonly state: Ready }) {
  const { model, trans, theme } = useSurroundings();
  const { trace, selection, gesture } = state;
  const scene = useScene(state, planeScene);

  const onGrab: Grab = ({ layer, token, ofKeys }) => {
    const now = model.state;
    if (now.status !== 'ready' || layer === 'output') {
      return () => {};
    }
    const { basis } = scene.frame;
    if (layer === 'embeddings') {
      const vector = (ofKeys ? now.trace.keyEmbeddings : now.trace.embeddings)[token];
      const of = ofKeys ? 'key' : 'query';
      return delta =>
        model.edit({ type: 'embedding', of, token, vector: move(vector, delta, basis) });
    }
    const { head } = now.selection;
    const vector = now.trace.heads[head][layer][token];
    return delta =>
      model.edit({
        type: 'projected',
        role: layer,
        head,
        token,
        vector: move(vector, delta, basis)
      });
  };
  const toggle = (layer: Layer) => {
    const on = selection.layers.includes(layer);
    const space = spaces(trace, selection.head).find(group => group.includes(layer)) ?? LAYERS;
    const kept = selection.layers.filter(other => other !== layer && space.includes(other));
    model.select({ layers: on ? kept : [...kept, layer] });
  };
  const projected = selection.layers.filter(layer => layer !== 'embeddings' && layer !== 'output');
  const names: Record<Layer, string> = {
    embeddings: trans.__('Embeddings'),
    query: 'Q',
    key: 'K',
    value: 'V',
    output: trans.__('Outputs')
  };
  return (
    <Pane
      state={state}
      name="plane"
      title={trans.__('Embeddings')}
      controls={
        <div className="jp-Attention-layers" role="group" aria-label={trans.__('Layers')}>
          {LAYERS.map(layer => (
            <button
              key={layer}
              type="button"
              aria-pressed={selection.layers.includes(layer)}
              style={{ color: theme.roles[layer] }}
              onClick={() => toggle(layer)}
            >
              <RoleMark layer={layer} /> {names[layer]}
            </button>
          ))}
        </div>
      }
    >
      <ScenePane
        scene={scene}
        gesture={gesture}
        label={trans.__('The words on the plane. %1', describeAttention(trace, selection))}
        movable={point => point.layer !== 'output'}
        onGrab={onGrab}
      />
      <WindowBar state={state} side={sideOf(state, 'query')} />
      {trace.cross && <WindowBar state={state} side="key" />}
      {projected.length > 0 && (
        <p className="jp-Attention-hint">
          {trans.__(
            'A q, k or v that is dragged changes its matrix, by the least that puts it there; the words stay.'
          )}
        </p>
      )}
    </Pane>
  );
}
