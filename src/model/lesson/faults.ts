import { problemAt, tell, words } from '../../format/index.ts';
import type {
  LessonStep,
  Problem,
  Quantity,
  QuantityName,
  Spec,
  Statement,
  Touched
} from '../../format/index.ts';
import { open } from '../open.ts';
import { outcomeOf } from './play.ts';
import { selectionOf } from '../selection.ts';
import { payloadOf } from './starts.ts';

/** What a lesson asks for that nobody can do, for who writes it: starts that cannot be computed, goals that no edit leads to. */
export function lessonFaults({ lesson }: Spec): readonly Problem[] {
  return (lesson?.steps ?? []).flatMap((step, i) => faultsOf(step, `$.lesson.steps[${i}]`));
}

function faultsOf(step: LessonStep, path: string): readonly Problem[] {
  const outcome = open(payloadOf(step.start));
  if (!outcome.ok) {
    return outcome.problems.map(problem => ({
      ...problem,
      path: `${path}.start${problem.path.slice(1)}`
    }));
  }
  const { computed } = outcome;
  const selection = selectionOf(computed.spec, computed.input);
  const { goal } = outcomeOf({ ...computed, selection }, step);
  if ((computed.spec.layers?.length ?? 1) > 1) {
    return []; // another layer may be chosen, of which all is otherwise
  }
  const nHeads = computed.trace.heads.length;
  return goal.flatMap(({ holds, statement }, i) =>
    holds || mayChange(statement, step.touch, nHeads) ? [] : [faultOf(`${path}.goal[${i}]`, step)]
  );
}

function faultOf(path: string, { touch = [] }: LessonStep): Problem {
  return problemAt(path, tell('unreachable', { found: touch.join(', ') || words('nothing') }));
}

/** Whether an edit that a step leaves, or another word or head that is chosen, may change whether a statement holds. */
function mayChange(
  statement: Statement,
  touch: readonly Touched[] | undefined,
  nHeads: number
): boolean {
  const { than } = statement;
  const sides: Quantity[] = typeof than === 'object' ? [statement, than] : [statement];
  return sides.some(
    side => isChosen(side, nHeads) || !touch || touch.some(name => reaches(name, side.about))
  );
}

/** What hangs on the word or the head that is chosen, which is never an edit. */
function isChosen({ about, query, head }: Quantity, nHeads: number): boolean {
  return (
    about === 'asking' ||
    about === 'guess' ||
    (!Object.hasOwn(SETTINGS, about) && (query === undefined || (head === undefined && nHeads > 1)))
  );
}

/** Of settings the edits that lead to them. */
const SETTINGS: Readonly<Partial<Record<QuantityName, readonly Touched[]>>> = {
  n_tokens: ['tokens'],
  n_heads: ['heads'],
  n_kv_heads: ['heads'],
  d_model: ['tokens', 'embeddings', 'projections'],
  mask: ['mask', 'tokens'],
  mask_at: ['mask_at'],
  scale: ['scale', 'tokens', 'embeddings', 'projections', 'heads'],
  temperature: ['temperature'],
  softmax: ['softmax'],
  positions: ['positions'],
  residual: ['residual']
};

/** Numbers in the order in which they are computed: an edit changes those from its own on. */
const ORDER: readonly (readonly QuantityName[])[] = [
  ['embeddings', 'query', 'key', 'value'],
  ['scores'],
  ['scaled_scores'],
  ['masked_scores'],
  ['weights', 'sum', 'entropy'],
  ['output']
];

/** From where on edits change numbers that do not change all of them. */
const FROM: Readonly<Partial<Record<Touched, QuantityName>>> = {
  overrides: 'scores',
  scale: 'scaled_scores',
  bias: 'masked_scores',
  softcap: 'masked_scores',
  mask: 'masked_scores',
  mask_at: 'masked_scores',
  temperature: 'masked_scores',
  softmax: 'weights',
  sinks: 'weights',
  residual: 'output'
};

function reaches(touched: Touched, about: QuantityName): boolean {
  const place = (name: QuantityName) => ORDER.findIndex(names => names.includes(name));
  const from = FROM[touched];
  const [first, own] = [from === undefined ? 0 : place(from), place(about)];
  // What is computed of all of them, such as a measure of a head, hangs on each.
  return SETTINGS[about]?.includes(touched) ?? (own < 0 || first <= own);
}
