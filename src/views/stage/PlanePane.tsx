import { useCallback, useState } from 'react';
import {
  actLayers,
  describeAttention,
  isAskingAlone,
  layersOf,
  move,
  planeLayers,
  planeScene,
  switched
} from '../../figures/index.ts';
import type { Kept, Point, Scene } from '../../figures/index.ts';
import type { Trace } from '../../engine/index.ts';
import type { Layer } from '../../format/index.ts';
import type { Ready, Selection } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { Pane } from '../frame/Pane.tsx';
import { RoleMark } from '../parts/RoleMark.tsx';
import type { Grab } from '../drawing/Handles.tsx';
import { ScenePane } from '../drawing/ScenePane.tsx';
import { useScene } from '../drawing/useScene.ts';
import { sideOf } from '../parts/useWindow.ts';
import { WindowBar } from '../parts/WindowBar.tsx';
import { movedWords, planeCaption, planeTitle } from './planeWords.ts';

/** What the shares are about: the query that asks, the keys that answer; what is dragged, all follows. */
export function PlanePane({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const { trace, selection, gesture } = state;
  const draw = useCallback(
    (of: Trace, shown: Selection, kept: Kept) =>
      planeScene(of, shown, kept, {
        queryOf: token => trans.__('q of %1', token),
        output: trans.__('output'),
        headOutput: head => trans.__('output of head %1', head + 1)
      }),
    [trans]
  );
  const scene = useScene(state, draw);

  // What a gesture does besides is said once, and until the plane is about something else.
  const about = [selection.head, selection.query, selection.step, selection.layers].join();
  const [told, tell] = useState({ about, text: '' });
  const moved = told.about === about ? told.text : '';

  const onGrab: Grab = ({ layer, token, ofKeys }) => {
    const now = model.state;
    if (now.status !== 'ready' || layer === 'output') {
      return () => {};
    }
    const { basis } = scene.frame;
    if (layer === 'embeddings') {
      const vector = (ofKeys ? now.trace.keyEmbeddings : now.trace.embeddings)[token];
      const of = ofKeys ? 'key' : 'query';
      tell({ about, text: '' });
      return delta =>
        model.edit({ type: 'embedding', of, token, vector: move(vector, delta, basis) });
    }
    const { head } = now.selection;
    const vector = now.trace.heads[head][layer][token];
    const text = movedWords(trans, layer, (ofKeys ? now.trace.keyTokens : now.trace.tokens)[token]);
    return delta => {
      tell(last => (last.text === text && last.about === about ? last : { about, text }));
      model.edit({
        type: 'projected',
        role: layer,
        head,
        token,
        vector: move(vector, delta, basis)
      });
    };
  };
  const projected = planeLayers(trace, selection).layers.some(
    layer => layer !== 'embeddings' && layer !== 'output'
  );
  return (
    <Pane
      state={state}
      name="plane"
      title={planeTitle(trans, state)}
      controls={<LayerSwitches state={state} />}
    >
      <ScenePane
        scene={scene}
        gesture={gesture}
        label={`${trans.__('The words on the plane. %1', describeAttention(trace, selection))}${
          projected
            ? ` ${trans.__('A q, k or v that is dragged changes its matrix, by the least that puts it there; the words stay.')}`
            : ''
        }`}
        movable={isMovable}
        onGrab={onGrab}
      />
      <p className="jp-Attention-caption" data-long={lengthOf(scene)}>
        <span role="status">{moved}</span>
        {moved === '' && planeCaption(trans, scene, state)}
      </p>
      <WindowBar state={state} side={sideOf(state, 'query')} />
      {trace.cross && <WindowBar state={state} side="key" />}
    </Pane>
  );
}

/** How long the caption may be: what cannot be drawn as it is has to be said as well. */
function lengthOf({ frame, about }: Scene): 'most' | 'more' | undefined {
  return frame.basis.variance !== null ? 'most' : about.undrawn === null ? undefined : 'more';
}

function isMovable({ layer, bare = false }: Point): boolean {
  return layer !== 'output' && !bare;
}

/**
 * The layers that can be switched on and off. Of the queries and the outputs that of the token which is
 * asking alone is shown at first: such a switch is pressed in part, and pressing it shows all of them.
 */
function LayerSwitches({ state: { trace, selection } }: { readonly state: Ready }) {
  const { model, trans, theme } = useSurroundings();
  const { layers } = planeLayers(trace, selection);
  const names: Record<Layer, string> = {
    embeddings: trans.__('words'),
    query: 'q',
    key: 'k',
    value: 'v',
    output: trans.__('outputs')
  };
  const toggle = (layer: Layer) => {
    const { state } = model;
    if (state.status === 'ready') {
      model.select({ layers: switched(state.trace, state.selection, layer) });
    }
  };
  return (
    <div className="jp-Attention-layers" role="group" aria-label={trans.__('Layers')}>
      {layersOf(trace, selection.head).map(layer => {
        const isShown = layers.includes(layer);
        const inPart = isShown && isAskingAlone(layer, selection);
        const isFixed = actLayers(selection.step).includes(layer) && !inPart;
        return (
          <button
            key={layer}
            type="button"
            aria-pressed={inPart ? 'mixed' : isShown}
            aria-disabled={isFixed}
            title={
              inPart
                ? trans.__('of the word that asks; press for all')
                : isFixed
                  ? trans.__('what this step is about')
                  : undefined
            }
            style={{ color: theme.roles[layer] }}
            onClick={() => isFixed || toggle(layer)}
          >
            <RoleMark layer={layer} /> {names[layer]}
          </button>
        );
      })}
    </div>
  );
}
