import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { Trace } from '../../engine/index.ts';
import type { Numbers } from '../../figures/pair/index.ts';
import { layerSpec } from '../../format/index.ts';
import type { HeadPlace, Ready } from '../../model/index.ts';
import { matrixOf, otherHead } from '../../model/overview/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { placedProblem } from '../parts/problemText.ts';

/** What can stand beside the head that is shown: the numbers of another one, or why there are none. */
export type Beside =
  | { readonly is: 'itself' | 'elsewhere' | 'awaited' }
  | { readonly is: 'refused'; readonly why: string }
  | { readonly is: 'there'; readonly numbers: Numbers };

/**
 * The weights of the pinned head. Of the layer that is shown they are the trace's own, and follow every edit;
 * those of another layer are computed beside the page.
 */
export function useBeside(state: Ready, { layer, head }: HeadPlace): Beside {
  const { sketcher, trans } = useSurroundings();
  const { spec, trace, selection, gesture } = state;
  const other = useMemo(() => otherHead(sketcher), [sketcher]);
  const [found, setFound] = useState(other.state);
  const isHere = layer === selection.layer;
  const isComparable = sequenceOf(state, layer) === sequenceOf(state, selection.layer);
  const look = useMemo(
    () => (isHere || !isComparable ? null : { layer: layerSpec(spec, layer), head }),
    [spec, layer, head, isHere, isComparable]
  );
  useLayoutEffect(() => {
    const onChanged = () => setFound(other.state);
    other.changed.connect(onChanged);
    return () => other.dispose();
  }, [other]);
  useEffect(() => {
    if (!gesture) {
      other.want(look);
    }
  }, [other, look, gesture]);
  const { weights } = found;
  const elsewhere = useMemo(() => weights && matrixOf(weights), [weights]);
  const here = useMemo(() => (isHere ? numbersOf(trace, head) : null), [isHere, trace, head]);
  if (here) {
    return head === selection.head ? { is: 'itself' } : { is: 'there', numbers: here };
  }
  if (!look) {
    return { is: 'elsewhere' };
  }
  if (!other.isAbout(look)) {
    return { is: 'awaited' };
  }
  return found.problem !== null
    ? { is: 'refused', why: placedProblem(found.problem, trans) }
    : elsewhere
      ? { is: 'there', numbers: elsewhere }
      : { is: 'awaited' };
}

/** Which tokens ask and answer in a layer. */
function sequenceOf({ spec }: Ready, layer: number): string {
  return spec.layers?.[layer]?.sequence ?? 'tokens';
}

function numbersOf({ heads, mask, maskAt }: Trace, head: number): Numbers {
  return { numbers: heads[head].weights, may: maskAt === 'scores' ? mask : null };
}
