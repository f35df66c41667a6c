// How the lessons are played: what reaches each goal, and wrong ways with the hint that each is to get. The same
// is done on the model (plays.test.ts) and, by the keyboard alone, on the stage (test/browser/lessons.spec.ts).

/** Something that a learner does. Tokens, rows and columns are counted from 0. */
export type Act =
  /** Who gets most; where an output goes. */
  | { readonly guess: number }
  | { readonly place: readonly [number, number] }
  | { readonly ask: number }
  /** A head on the stage, of a layer. */
  | { readonly show: readonly [layer: number, head: number] }
  | { readonly sentence: string }
  /** A second sentence that answers. */
  | { readonly answering: string }
  | { readonly entry: readonly [Projection, row: number, column: number, value: number] }
  | { readonly choose: readonly [Switch, string] }
  | { readonly scale: number }
  | { readonly temperature: number }
  | { readonly residual: boolean }
  /** Which keys are words, the others being padding. */
  | { readonly there: readonly boolean[] }
  | { readonly forbid: readonly [query: number, key: number] }
  | { readonly score: readonly [query: number, key: number, value: number] }
  | { readonly move: readonly [token: number, x: number, y: number] };

export type Projection = 'query' | 'key' | 'value';
export type Switch = 'mask' | 'mask_at' | 'softmax' | 'positions' | 'heads' | 'kv_heads';

export interface Plays {
  readonly right: readonly Act[];
  /** Wrong ways, each with the hint that it gets, counted from 0. */
  readonly wrong?: readonly (readonly [hint: number, ...acts: Act[]])[];
}

export const PLAYS: Readonly<Record<string, Readonly<Record<string, Plays>>>> = {
  'who-listens-to-whom': {
    predict: { right: [{ guess: 2 }] },
    another: {
      right: [{ ask: 7 }],
      wrong: [
        [0, { ask: 6 }],
        [2, { ask: 0 }]
      ]
    },
    change: {
      right: [{ sentence: 'Angry lions hunt sad, while cats sleep peacefully' }],
      wrong: [
        [0, { sentence: 'Angry lions hunt, while cats sleep peacefully' }],
        [1, { sentence: 'Angry lions hunt all zebras, while cats sleep peacefully' }],
        [2, { sentence: 'Angry lions hunt dogs, while cats sleep peacefully' }]
      ]
    },
    ahead: {
      right: [{ choose: ['mask', 'causal'] }],
      wrong: [[0, { choose: ['mask', 'causal'] }, { choose: ['mask_at', 'weights'] }]]
    },
    cold: {
      right: [{ temperature: 0.03 }],
      wrong: [
        [0, { temperature: 3 }],
        [1, { temperature: 0.1 }]
      ]
    }
  },
  'words-and-means': {
    place: {
      right: [{ move: [2, 1.5, 0] }],
      wrong: [
        [0, { move: [2, 1.5, 0.5] }],
        [1, { move: [2, -0.25, 0] }],
        [2, { move: [2, 0, 0.5] }]
      ]
    },
    mean: { right: [{ place: [0.5, 0.5] }] },
    weights: {
      right: [{ score: [0, 0, -9] }, { score: [0, 1, 1] }, { score: [0, 2, 1] }],
      wrong: [
        [0, { score: [0, 0, 9] }],
        [1, { score: [0, 0, -9] }, { score: [0, 1, 3] }],
        [2, { score: [0, 0, -9] }]
      ]
    },
    running: {
      right: [{ choose: ['mask', 'causal'] }],
      wrong: [[0, { choose: ['mask', 'causal'] }, { choose: ['mask_at', 'weights'] }]]
    }
  },
  'dot-products': {
    longest: { right: [{ guess: 0 }] },
    right: {
      right: [{ move: [3, -0.2, 0] }],
      wrong: [
        [0, { move: [3, 0.75, 1] }],
        [1, { move: [0, 0.25, 0] }],
        [2, { move: [3, -0.5, 0.25] }]
      ]
    },
    near: {
      right: [{ temperature: 0.03 }],
      wrong: [
        [0, { temperature: 5 }],
        [1, { temperature: 0.5 }],
        [2, { temperature: 0.07 }]
      ]
    },
    hot: {
      right: [{ temperature: 20 }],
      wrong: [
        [0, { temperature: 0.5 }],
        [1, { temperature: 1.1 }]
      ]
    }
  },
  'why-two-matrices': {
    same: { right: [{ guess: 2 }] },
    onesided: {
      right: [{ entry: ['query', 1, 0, 2] }],
      wrong: [
        [0, { entry: ['query', 0, 0, -1] }, { entry: ['query', 1, 1, -1] }],
        [1, { entry: ['query', 0, 0, 3] }],
        [2, { entry: ['query', 0, 1, 2] }]
      ]
    },
    product: {
      right: [
        { entry: ['key', 0, 0, 1] },
        { entry: ['key', 1, 1, 1] },
        { entry: ['query', 0, 0, 1] },
        { entry: ['query', 1, 1, 1] }
      ],
      wrong: [
        [0, { entry: ['query', 0, 0, 1] }, { entry: ['query', 1, 1, 1] }],
        [1, { entry: ['key', 0, 0, 1] }, { entry: ['key', 1, 1, 1] }]
      ]
    },
    axes: {
      right: [{ ask: 7 }],
      wrong: [
        [0, { ask: 0 }],
        [1, { ask: 6 }],
        [2, { ask: 5 }]
      ]
    }
  },
  'softmax-and-scale': {
    shift: {
      right: [{ score: [0, 0, 61] }, { score: [0, 1, 60] }],
      wrong: [
        [0, { score: [0, 0, 61] }],
        [1, { score: [0, 1, 60] }],
        [2, { score: [0, 0, 60] }, { score: [0, 1, 60] }]
      ]
    },
    stable: {
      right: [{ choose: ['softmax', 'stable'] }],
      wrong: [
        [0, { temperature: 100 }],
        [1, { choose: ['softmax', 'stable'] }, { temperature: 100 }]
      ]
    },
    guess: { right: [{ guess: 0 }] },
    scale: {
      right: [{ scale: 0.25 }],
      wrong: [
        [0, { temperature: 4 }],
        [1, { scale: 2 }],
        [2, { scale: 0.1 }],
        [3, { scale: 0.5 }]
      ]
    }
  },
  masks: {
    predict: { right: [{ guess: 6 }] },
    where: {
      right: [{ choose: ['mask_at', 'scores'] }],
      wrong: [[0, { choose: ['mask', 'none'] }]]
    },
    padding: {
      right: [{ choose: ['mask', 'padding'] }, { there: [true, true, false, false] }],
      wrong: [
        [0, { choose: ['mask', 'causal'] }],
        [
          1,
          { choose: ['mask', 'padding'] },
          { there: [true, true, false, false] },
          { choose: ['mask_at', 'weights'] }
        ],
        [2, { choose: ['mask', 'padding'] }, { there: [true, true, false, true] }]
      ]
    },
    nobody: {
      right: [{ forbid: [0, 0] }, { forbid: [0, 1] }],
      wrong: [
        [0, { choose: ['mask', 'none'] }],
        [1, { forbid: [0, 1] }]
      ]
    }
  },
  'values-and-residual': {
    predict: { right: [{ place: [0.5, 0.5] }] },
    moved: {
      right: [{ entry: ['value', 1, 1, -2] }],
      wrong: [
        [0, { entry: ['query', 1, 1, -2] }],
        [2, { entry: ['value', 1, 1, 2] }],
        [3, { entry: ['value', 1, 1, 0.3] }]
      ]
    },
    small: {
      right: [
        { entry: ['value', 0, 0, 0.8] },
        { entry: ['value', 1, 0, 0.95] },
        { entry: ['value', 0, 1, 0] },
        { entry: ['value', 1, 1, 0] }
      ],
      wrong: [
        [
          0,
          { entry: ['value', 0, 0, 0] },
          { entry: ['value', 1, 0, 0] },
          { entry: ['value', 0, 1, 0] },
          { entry: ['value', 1, 1, 0] }
        ],
        [1, { entry: ['key', 0, 0, 3] }],
        [2, { entry: ['value', 0, 0, 0.8] }, { entry: ['value', 1, 0, 0.95] }]
      ]
    },
    residual: { right: [{ residual: true }] }
  },
  heads: {
    one: { right: [{ guess: 1 }] },
    two: {
      right: [{ choose: ['heads', '2'] }],
      wrong: [[0, { choose: ['heads', '4'] }]]
    },
    shared: {
      right: [{ choose: ['kv_heads', '1'] }],
      wrong: [
        [0, { choose: ['heads', '1'] }],
        [1, { choose: ['heads', '4'] }, { choose: ['kv_heads', '2'] }],
        [2, { choose: ['heads', '4'] }]
      ]
    }
  },
  order: {
    twice: { right: [{ guess: 5 }] },
    shuffle: {
      right: [{ sentence: 'Peacefully cats sleep, while lions hunt zebras angry' }],
      wrong: [
        [0, { sentence: 'Lions hunt zebras, while cats sleep angry' }],
        [2, { sentence: 'Angry cats sleep, while lions hunt zebras peacefully' }],
        [3, { sentence: 'Peacefully cats sleep, while lions hunt angry zebras' }],
        [4, { sentence: 'Peacefully cats sleep, while lions hunt dogs angry' }]
      ]
    },
    told: {
      right: [{ choose: ['positions', 'sinusoidal'] }],
      wrong: [
        [0, { choose: ['mask', 'causal'] }],
        [1, { choose: ['mask', 'causal'] }, { choose: ['positions', 'sinusoidal'] }],
        [2, { choose: ['positions', 'alibi'] }]
      ]
    },
    relative: {
      right: [{ choose: ['positions', 'rope'] }],
      wrong: [
        [0, { choose: ['positions', 'alibi'] }],
        [1, { choose: ['positions', 'sinusoidal'] }],
        [2, { choose: ['positions', 'learned'] }]
      ]
    }
  },
  'cross-and-cost': {
    cross: {
      right: [{ answering: 'The animals rest quietly' }],
      wrong: [
        [0, { sentence: 'Cats sleep, the animals rest quietly' }],
        [1, { answering: 'animals' }]
      ]
    },
    predict: { right: [{ guess: 0 }] },
    cost: {
      right: [{ sentence: 'Cats sleep, lions hunt, dogs run, birds fly' }],
      wrong: [
        [2, { sentence: 'Cats sleep, lions hunt, dogs run, birds fly, fish swim' }],
        [3, { sentence: 'Cats sleep, lions hunt, dogs run' }]
      ]
    }
  },
  'real-heads': {
    back: { right: [{ guess: 7 }] },
    find: {
      right: [{ show: [17, 5] }],
      wrong: [
        [0, { show: [8, 1] }],
        [1, { show: [16, 0] }],
        [2, { show: [18, 8] }],
        [3, { show: [11, 6] }]
      ]
    },
    cut: {
      right: [{ forbid: [9, 4] }],
      wrong: [
        [0, { choose: ['mask', 'none'] }],
        [1, { forbid: [9, 4] }, { forbid: [9, 0] }],
        [2, { forbid: [9, 3] }]
      ]
    },
    silent: {
      right: [{ forbid: [9, 0] }, { choose: ['mask_at', 'weights'] }],
      wrong: [
        [0, { forbid: [9, 0] }],
        [2, { forbid: [9, 8] }],
        [3, { forbid: [9, 0] }, { forbid: [9, 8] }, { choose: ['mask_at', 'weights'] }]
      ]
    },
    loud: {
      right: [{ forbid: [9, 8] }],
      wrong: [
        [0, { forbid: [9, 0] }],
        [1, { forbid: [9, 3] }],
        [2, { forbid: [9, 7] }]
      ]
    },
    layers: {
      right: [{ show: [3, 0] }],
      wrong: [
        [0, { show: [1, 0] }],
        [1, { show: [5, 0] }]
      ]
    }
  }
};
