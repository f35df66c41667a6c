import type { AttentionModel, State } from '../../src/model/index.ts';

/** Repeatable numbers between −1 and 1. */
export const matrix = (rows: number, columns: number, seed: number): number[][] =>
  Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => Math.sin(seed + r * 7.31 + c * 3.17))
  );

/** The first state for which something holds. */
export function until<S extends State>(
  model: AttentionModel,
  holds: (state: State) => state is S
): Promise<S> {
  return new Promise(done => {
    const look = () => {
      const { state } = model;
      if (holds(state)) {
        model.changed.disconnect(look);
        done(state);
      }
    };
    model.changed.connect(look);
    look();
  });
}
