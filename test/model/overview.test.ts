import { MessageChannel } from 'node:worker_threads';
import type { Port } from '../../src/engine/index.ts';
import { layerSpec } from '../../src/format/index.ts';
import type { Spec } from '../../src/format/index.ts';
import { AttentionModel } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';
import {
  InWorker,
  OnPage,
  Overview,
  overviewOf,
  serveSketches
} from '../../src/model/overview/index.ts';
import type { Listener, Look, Sketcher, Sketches } from '../../src/model/overview/index.ts';
import { realModel } from '../setup/recorded.ts';
import { refused } from '../setup/workers.ts';

const HEAD = { format: 'attention', version: 1 };

/** What is to be done later, when the test says so. */
class Turns {
  readonly later = (act: () => void) => {
    this._acts.push(act);
    return () => {
      this._acts = this._acts.filter(each => each !== act);
    };
  };

  get waiting(): number {
    return this._acts.length;
  }

  /** One turn. */
  take(): void {
    this._acts.shift()?.();
  }

  all(): void {
    while (this.waiting > 0) {
      this.take();
    }
  }

  private _acts: (() => void)[] = [];
}

const loaded = (payload: object = realModel()) => {
  const model = new AttentionModel();
  model.load(payload);
  return model;
};
const made = (payload: object = realModel()) => {
  const [model, turns] = [loaded(payload), new Turns()];
  const overview = new Overview(model, [new OnPage(turns.later)]);
  return { model, turns, overview };
};
const doneLayers = ({ layers }: Sketches) => layers.map(({ isDone }) => isDone);
const complete = (overview: Overview) =>
  new Promise<Sketches>(resolve => {
    const look = () => {
      const { state } = overview;
      if (state.total > 0 && state.layers.every(({ isDone }) => isDone)) {
        resolve(state);
      }
    };
    overview.changed.connect(look);
    look();
  });

/** What all heads are, whatever way they were computed. */
const values = ({ layers }: Sketches) => layers.map(({ heads }) => heads);

test('nothing is looked at before somebody opens it, nor after it is closed', () => {
  const { turns, overview } = made();
  expect([turns.waiting, overview.state.total]).toEqual([0, 0]);
  const close = overview.open();
  expect([turns.waiting, overview.state.total, overview.state.done]).toEqual([1, 24, 0]);
  close();
  expect(turns.waiting).toBe(0);
  close(); // twice is once
  overview.open();
  turns.all();
  expect(overview.state.done).toBe(24);
});

test('the layer that is shown comes first, and results come as they are there', () => {
  const { turns, overview } = made({ ...realModel(), view: { layer: 2 } });
  const order: number[] = [];
  const counts: number[] = [];
  overview.changed.connect((_, state) => {
    counts.push(state.done);
    doneLayers(state).forEach((done, i) => done && !order.includes(i) && order.push(i));
  });
  overview.open();
  turns.all();
  expect(order).toEqual([2, 0, 1, 3]);
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
  expect(new Set(counts).size).toBe(25);
});

test('a layer that is edited is looked at anew, alone, and only when the gesture is over', () => {
  const { model, turns, overview } = made();
  overview.open();
  turns.all();
  const before = overview.state;
  model.select({ layer: 1, head: 3 });
  model.beginGesture();
  model.edit({ type: 'stages', stages: { temperature: 4 } });
  expect([turns.waiting, overview.state]).toEqual([0, before]);
  model.endGesture();
  expect(doneLayers(overview.state)).toEqual([true, false, true, true]);
  turns.all();
  const after = overview.state;
  expect(doneLayers(after)).toEqual([true, true, true, true]);
  [0, 2, 3].forEach(i => expect(after.layers[i]).toBe(before.layers[i]));
  after.layers[1].heads.forEach((head, h) =>
    expect(head!.entropy).toBeGreaterThan(before.layers[1].heads[h]!.entropy!)
  );
  model.undo();
  turns.all();
  expect(values(overview.state)).toEqual(values(before));
});

test('another document is begun anew, also in the middle of one', () => {
  const { model, turns, overview } = made();
  overview.open();
  turns.take();
  model.load({ format: 'attention', version: 1, sentence: 'cats sleep', n_heads: 2 });
  expect(overview.state).toMatchObject({ total: 2, done: 0 });
  turns.all();
  expect(overview.state.layers).toHaveLength(1);
  expect(overview.state.done).toBe(2);
  model.load('no payload');
  expect(turns.waiting).toBe(0);
});

test('a layer whose arrays are damaged says so, and the others are there', () => {
  const model = realModel();
  const [first, ...others] = model.layers;
  const damaged = { ...others[0].query, codec: 'deflate' };
  const layers = [first, { ...others[0], query: damaged }, ...others.slice(1)];
  const { turns, overview } = made({ ...model, layers });
  overview.open();
  turns.all();
  expect(overview.state.layers[1].problem?.path).toMatch(/query/);
  expect(overview.state.layers.map(({ heads }) => heads.filter(Boolean).length)).toEqual([
    6, 0, 6, 6
  ]);
});

/** A worker's two ends without a thread of its own. */
function worker(started: Port[]): () => Port {
  return () => {
    const { port1, port2 } = new MessageChannel();
    serveSketches(port2 as unknown as Port);
    port1.start();
    port2.start();
    const port = Object.assign(port1 as unknown as Port, { terminate: () => port1.close() });
    started.push(port);
    return port;
  };
}

test('a worker finds the same as the page, and is ended with the last reader', async () => {
  const { turns, overview: page } = made();
  page.open();
  turns.all();
  const started: Port[] = [];
  const other = new Overview(loaded(), [new InWorker(worker(started))]);
  const close = other.open();
  expect(values(await complete(other))).toEqual(values(page.state));
  close();
  expect(started).toHaveLength(1);
});

/** Keeps what it was asked until the test says what comes of it. */
class Held implements Sketcher {
  asked: { readonly layer: Spec; readonly listener: Listener } | null = null;
  ended = 0;

  begin({ layer }: Look, listener: Listener): void {
    this.asked = { layer, listener };
  }

  end(): void {
    this.asked = null;
    this.ended += 1;
  }

  dispose(): void {
    this.asked = null;
  }

  finish(): void {
    const { listener } = this.asked!;
    this.asked = null;
    listener.done();
  }
}

test('several look at as many layers together, each at another', () => {
  const sketchers = [new Held(), new Held(), new Held()];
  const model = loaded({ ...realModel(), view: { layer: 2 } });
  const overview = new Overview(model, sketchers);
  const close = overview.open();
  const { spec } = model.state as Ready;
  const atWork = () =>
    sketchers.map(({ asked }) =>
      asked ? [0, 1, 2, 3].find(i => layerSpec(spec, i).query === asked.layer.query) : null
    );
  expect(atWork()).toEqual([2, 0, 1]);
  sketchers[1].finish();
  expect(atWork()).toEqual([2, 3, 1]);
  sketchers[0].finish();
  sketchers[2].finish();
  expect(atWork()).toEqual([null, 3, null]);
  expect(doneLayers(overview.state)).toEqual([true, true, true, false]);
  sketchers[1].finish();
  expect(doneLayers(overview.state)).toEqual([true, true, true, true]);
  close();
});

test('of several the one alone begins anew whose layer is edited', () => {
  const sketchers = [new Held(), new Held()];
  const model = loaded();
  const overview = new Overview(model, sketchers);
  const close = overview.open();
  model.select({ layer: 1, head: 3 });
  const others = sketchers[0].asked;
  model.edit({ type: 'stages', stages: { temperature: 4 } });
  expect(sketchers.map(({ ended }) => ended)).toEqual([0, 1]);
  expect(sketchers[0].asked).toBe(others);
  expect(sketchers[1].asked!.layer.temperature).toBe(4);
  close();
  expect(sketchers.map(({ asked }) => asked)).toEqual([null, null]);
});

test('layers so large that memory is short are looked at one after the other', () => {
  const sketchers = [new Held(), new Held()];
  const length = 4200; // its weights are more than are held together
  const tokens = Array.from({ length }, (_, i) => `t${i}`);
  const query = [tokens.map(() => [0])];
  const layers = ['a', 'b'].map(name => ({ name, query, key: query }));
  const overview = new Overview(loaded({ ...HEAD, tokens, layers }), sketchers);
  const close = overview.open();
  expect(sketchers.map(({ asked }) => asked !== null)).toEqual([true, false]);
  sketchers[0].finish();
  expect(sketchers.map(({ asked }) => asked !== null)).toEqual([true, false]);
  expect(doneLayers(overview.state)).toEqual([true, false]);
  close();
});

test.each([
  ['is refused', refused],
  [
    'cannot be started',
    () => {
      throw new Error('no workers here');
    }
  ]
])('where a worker %s the page looks by itself', async (_, spawn) => {
  const turns = new Turns();
  const page = new OnPage(act => {
    queueMicrotask(act);
    return turns.later(() => undefined);
  });
  const overview = new Overview(loaded(), [new InWorker(spawn, page)]);
  overview.open();
  expect((await complete(overview)).done).toBe(24);
});

test('of the same model it is the same overview', () => {
  const model = loaded();
  expect(overviewOf(model, null)).toBe(overviewOf(model, null));
  expect(overviewOf(loaded(), null)).not.toBe(overviewOf(model, null));
});
