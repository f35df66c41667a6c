import { visible } from '../../figures/index.ts';
import type { Problem } from '../../format/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { problemText } from './problemText.ts';

/** Whether a problem is about the line of tokens that was typed. */
export function isOfSentence({ path }: Problem): boolean {
  return path.startsWith('$.sentence') || path.startsWith('$.tokens');
}

/** Whether a problem is about vectors or matrices. */
export function isOfTable({ path }: Problem): boolean {
  return path.startsWith('$.projections') || path.startsWith('$.embeddings');
}

/** Whether a problem is about anything else: a stage of the computation. */
export function isOfStage(problem: Problem): boolean {
  return !isOfSentence(problem) && !isOfTable(problem);
}

/** Why the last edit was not made, beside the field it was made in. */
export function Refused({ problems }: { readonly problems: readonly Problem[] }) {
  const { trans } = useSurroundings();
  return problems.map(problem => (
    <p key={problem.path + problem.message} className="jp-Attention-refused" role="alert">
      {visible(problemText(problem, trans), 2000)}
    </p>
  ));
}
