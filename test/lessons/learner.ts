import type { AttentionModel, Edit, Ready, Stages } from '../../src/model/index.ts';
import type { Act } from './plays.ts';

/** Does on a model what a learner does on the stage. */
export function act(model: AttentionModel, done: Act): void {
  const state = ready(model);
  if ('guess' in done || 'place' in done) {
    guess(model, state, done);
  } else if ('ask' in done) {
    model.select({ query: done.ask });
  } else if ('show' in done) {
    model.select({ layer: done.show[0], head: done.show[1] });
  } else {
    model.edit(editOf(state, done));
  }
}

/** A model's state, where it has one. */
export function ready(model: AttentionModel): Ready {
  const { state } = model;
  if (state.status !== 'ready') {
    throw new Error(`The lesson cannot be drawn: ${JSON.stringify(state)}`);
  }
  return state;
}

function guess(
  model: AttentionModel,
  { selection, trace }: Ready,
  done: Extract<Act, { guess: number } | { place: unknown }>
): void {
  const { head, query, predictions } = selection;
  const row = trace.heads[head].weights[query];
  const made =
    'guess' in done
      ? { question: 'most', guess: done.guess, truth: row.indexOf(Math.max(...row)) }
      : { question: 'output', guess: done.place, truth: [...trace.output[query].slice(0, 2)] };
  model.select({
    covered: [],
    query,
    predictions: [...predictions, { head, query, ...made } as (typeof predictions)[number]]
  });
}

function editOf(
  { spec, trace }: Ready,
  done: Exclude<Act, { guess: number } | { place: unknown } | { ask: number } | { show: unknown }>
): Edit {
  if ('sentence' in done) {
    return { type: 'sentence', sentence: done.sentence };
  }
  if ('answering' in done) {
    return { type: 'keys', line: done.answering };
  }
  if ('entry' in done) {
    const [projection, row, column, value] = done.entry;
    return { type: 'entry', projection, row, column, value };
  }
  if ('forbid' in done) {
    return { type: 'maskCell', query: done.forbid[0], key: done.forbid[1] };
  }
  if ('score' in done) {
    const [query, key, value] = done.score;
    return { type: 'override', head: 0, query, key, value };
  }
  if ('move' in done) {
    const [token, x, y] = done.move;
    const [a, b] = trace.embeddings[token];
    return { type: 'embedding', of: 'query', token, vector: [a + x, b + y] };
  }
  if ('choose' in done && (done.choose[0] === 'heads' || done.choose[0] === 'kv_heads')) {
    const [name, to] = done.choose;
    const nHeads = name === 'heads' ? Number(to) : (spec.nHeads ?? 1);
    return { type: 'heads', nHeads, nKvHeads: Number(to) };
  }
  return { type: 'stages', stages: stagesOf({ trace }, done) };
}

function stagesOf({ trace }: Pick<Ready, 'trace'>, done: Act): Stages {
  if ('scale' in done) {
    return { scale: done.scale };
  }
  if ('temperature' in done) {
    return { temperature: done.temperature };
  }
  if ('residual' in done) {
    return { residual: done.residual };
  }
  if ('there' in done) {
    return { mask: { padding: done.there } };
  }
  const [name, to] = (done as Extract<Act, { choose: unknown }>).choose;
  switch (name) {
    case 'mask':
      return {
        mask:
          to === 'none'
            ? undefined
            : to === 'padding'
              ? { padding: trace.keyTokens.map(() => true) }
              : 'causal'
      };
    case 'mask_at':
      return { maskAt: to === 'weights' ? to : undefined };
    case 'softmax':
      return { softmax: to === 'naive' ? to : undefined };
    case 'heads':
    case 'kv_heads':
      return {};
    case 'positions':
      return {
        positions:
          to === 'learned'
            ? trace.embeddings.map((row, t) => Array.from(row, (_, d) => (d === 0 ? 0.1 * t : 0)))
            : (to as 'rope')
      };
  }
}
