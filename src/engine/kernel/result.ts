import type { Instance } from './instance.ts';
import type { HeadRequest, HeadResult } from './request.ts';

/** Views of what a head computed, at the addresses it was given. */
export function viewOf(
  instance: Instance,
  request: HeadRequest,
  fields: Record<keyof HeadResult | 'from' | 'to', number>
): HeadResult {
  const { precision, key, value } = request;
  const count = fields.to - fields.from;
  const view = (name: keyof HeadResult, length: number) =>
    instance.numbers(precision, fields[name], length);
  return {
    scores: fields.scores === 0 ? null : view('scores', count * key.rows),
    weights: fields.weights === 0 ? null : view('weights', count * key.rows),
    output: view('output', count * value.columns),
    max: view('max', count),
    sum: view('sum', count)
  };
}
