import { useState } from 'react';
import { isMask } from '../../engine/index.ts';
import { STAGES } from '../../format/index.ts';
import type { Stage } from '../../format/index.ts';
import { mayTouch, playOf, reached, shownLayer } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { HeadMark } from '../parts/HeadMark.tsx';
import type { Cursor } from './MatrixCells.tsx';
import { MatrixView } from './MatrixView.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { railOf } from '../frame/settings.ts';
import { Pane } from '../frame/Pane.tsx';
import { ScoreEditor } from './ScoreEditor.tsx';

/** Of recorded weights the stages before them are not known. */
const WEIGHTS: readonly Stage[] = ['weights'];

/** The attention matrix: rows ask, columns answer. */
export function MatrixPane({ state }: { readonly state: Ready }) {
  const { model, trans, settings } = useSurroundings();
  const { trace, selection } = state;
  // What was chosen in one step of a lesson is not meant for the next.
  const at = playOf(state)?.at;
  const [{ chosen, picked }, setTool] = useOf<Choice>(at, { chosen: null, picked: null });
  const rail = railOf(selection, settings);
  const isComputed = trace.known !== 'weights';
  const may: Record<Tool, boolean> = {
    query: true,
    mask: isComputed && mayTouch(state.spec, 'mask'),
    score: isComputed && mayTouch(state.spec, 'overrides')
  };
  const open = rail === 'laboratory' || (rail === 'lesson' && (may.mask || may.score));
  // Who draws a mask cell by cell wants a click to do so.
  const usual = isMask(shownLayer(state.spec).mask) ? 'mask' : 'query';
  const tool = open && may[chosen ?? usual] ? (chosen ?? usual) : 'query';
  const act = (cell: Cursor) => {
    const [query, key] = cell;
    if (tool === 'query') {
      model.select({ query });
    } else if (tool === 'mask') {
      model.edit({ type: 'maskCell', query, key });
    } else {
      setTool({ chosen, picked: cell });
    }
  };
  const names: Record<Stage, string> = {
    scores: trans.__('Scores'),
    scaled_scores: trans.__('Scaled scores'),
    masked_scores: trans.__('Masked scores'),
    weights: trans.__('Attention weights')
  };
  return (
    <Pane
      state={state}
      name="matrix"
      title={
        <>
          {trans.__('Rows ask, columns answer')}{' '}
          <HeadMark head={selection.head} of={trace.heads.length} />
        </>
      }
      controls={
        <>
          {open && <Tools tool={tool} may={may} onTool={chosen => setTool({ chosen, picked })} />}
          <select
            aria-label={trans.__('Stage')}
            value={selection.stage}
            onChange={event => model.select({ stage: event.target.value as Stage })}
          >
            {(trace.known === 'weights' ? WEIGHTS : STAGES).map(stage => (
              <option key={stage} value={stage}>
                {names[stage]}
              </option>
            ))}
          </select>
        </>
      }
    >
      {reached(selection, 'dot_products') ? (
        <MatrixView state={state} label={names[selection.stage]} onAct={act}>
          {tool === 'score' && <ScoreEditor state={state} cell={picked} />}
        </MatrixView>
      ) : (
        <NotYet state={state} step="dot_products" />
      )}
    </Pane>
  );
}

/** What a click does, where that was chosen, and the cell whose score is set. */
interface Choice {
  readonly chosen: Tool | null;
  readonly picked: Cursor | null;
}

/** A state that is back at its start whenever what it is of is another. */
function useOf<T>(owner: unknown, start: T): [T, (value: T) => void] {
  const [kept, keep] = useState({ owner, value: start });
  return [kept.owner === owner ? kept.value : start, value => keep({ owner, value })];
}

/** What a click on a cell, or Enter, does. */
const TOOLS = ['query', 'mask', 'score'] as const;
type Tool = (typeof TOOLS)[number];

interface ToolsProps {
  readonly tool: Tool;
  readonly may: Readonly<Record<Tool, boolean>>;
  readonly onTool: (tool: Tool) => void;
}

function Tools({ tool, may, onTool }: ToolsProps) {
  const { trans } = useSurroundings();
  const names: Record<Tool, string> = {
    query: trans.__('click: let it ask'),
    mask: trans.__('click: allow or forbid'),
    score: trans.__('click: set the score')
  };
  return (
    <select
      aria-label={trans.__('What a click on a cell does')}
      value={tool}
      onChange={event => onTool(event.target.value as Tool)}
    >
      {TOOLS.filter(name => may[name]).map(name => (
        <option key={name} value={name}>
          {names[name]}
        </option>
      ))}
    </select>
  );
}
