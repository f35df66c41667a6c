import { MessageChannel } from 'node:worker_threads';
import type { Port } from '../../src/engine/index.ts';
import { layerSpec } from '../../src/format/index.ts';
import { AttentionModel } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';
import {
  InWorker,
  matrixOf,
  OnPage,
  OtherHead,
  serveSketches
} from '../../src/model/overview/index.ts';
import type { HeadWeights, Look, Sketcher } from '../../src/model/overview/index.ts';
import { realModel } from '../setup/recorded.ts';
import { refused } from '../setup/workers.ts';

function ready(payload: object): Ready {
  const model = new AttentionModel();
  model.load(payload);
  return model.state as Ready;
}
const { spec } = ready(realModel());
const look = (layer: number, head: number): Look => ({ layer: layerSpec(spec, layer), head });

/** Resolves with the weights of the head that is wanted, or with why there are none. */
function found(other: OtherHead): Promise<HeadWeights | string> {
  return new Promise(resolve => {
    const hear = () => {
      const known = other.state.weights ?? other.state.problem?.path ?? null;
      if (known !== null) {
        other.changed.disconnect(hear);
        resolve(known);
      }
    };
    other.changed.connect(hear);
    hear();
  });
}

/** Workers without threads, and what ends them; whatever is sent is copied or handed over as between threads. */
function ports() {
  const channels: MessageChannel[] = [];
  const spawn = () => {
    const channel = new MessageChannel();
    channels.push(channel);
    serveSketches(channel.port2 as unknown as Port);
    channel.port1.start();
    channel.port2.start();
    return channel.port1 as unknown as Port;
  };
  return { spawn, channels, end: () => channels.forEach(({ port1 }) => port1.close()) };
}

const ways: readonly (readonly [string, (spawn: () => Port) => Sketcher])[] = [
  ['on the page', () => new OnPage()],
  ['in a worker', spawn => new InWorker(spawn)],
  ['where a worker is refused', () => new InWorker(refused)]
];

test.each(ways)(
  '%s its weights are those of the stage, to the bit, and its mask too',
  async (_, way) => {
    const { spawn, end } = ports();
    const other = new OtherHead(way(spawn));
    for (const [layer, head] of [
      [1, 2],
      [0, 5],
      [2, 0]
    ]) {
      other.want(look(layer, head));
      const { numbers, may } = matrixOf((await found(other)) as HeadWeights);
      const { trace } = ready({ ...realModel(), view: { layer } });
      expect(numbers).toHaveLength(25);
      trace.heads[head].weights.forEach((row, r) => expect([...numbers[r]]).toEqual([...row]));
      expect(may && Array.from(may, row => [...row])).toEqual(
        trace.mask && Array.from(trace.mask, row => [...row])
      );
    }
    other.dispose();
    end();
  }
);

test('the same head is not computed again; another one, or the same of other numbers, is', async () => {
  const { spawn, channels, end } = ports();
  const other = new OtherHead(new InWorker(spawn));
  other.want(look(1, 2));
  expect(other.isAbout(look(1, 2))).toBe(true);
  const before = await found(other);
  const again = ready({ ...realModel(), view: { layer: 3, query: 4 } }).spec;
  other.want({ layer: layerSpec(again, 1), head: 2 });
  expect(other.state.weights).toBe(before);
  expect(channels).toHaveLength(1);
  other.want(look(1, 3));
  expect(other.state).toEqual({ weights: null, problem: null });
  await found(other);
  const payload = realModel();
  const layers = payload.layers.map(layer => ({ ...layer, scale: 0.01 }));
  other.want({ layer: layerSpec(ready({ ...payload, layers }).spec, 1), head: 3 });
  expect(other.state.weights).toBeNull();
  await found(other);
  expect(channels).toHaveLength(3); // what a worker holds is as large as a layer: each is given back
  other.want(null);
  expect(other.state).toEqual({ weights: null, problem: null });
  other.dispose();
  end();
});

test('a head that is no longer wanted is given up, and says nothing', () => {
  const acts: (() => void)[] = [];
  const later = (act: () => void) => {
    acts.push(act);
    return () => acts.splice(acts.indexOf(act), 1);
  };
  const other = new OtherHead(new OnPage(later));
  other.want(look(1, 2));
  expect(acts).toHaveLength(1);
  other.want(null);
  expect(acts).toHaveLength(0);
  other.want(look(1, 2));
  other.dispose();
  expect(acts).toHaveLength(0);
});

test('why a layer has no weights is said', async () => {
  const huge = { dtype: 'float64', shape: [1, 2, 1], data: btoa(String.fromCharCode(...new Uint8Array(new Float64Array([1e300, 1e300]).buffer))) }; // prettier-ignore
  const payload = {
    format: 'attention',
    version: 1,
    tokens: ['a', 'b'],
    layers: [
      { name: 'one', query: [[[1], [2]]], key: [[[1], [2]]] },
      { name: 'two', query: huge, key: huge }
    ]
  };
  const other = new OtherHead(new OnPage());
  other.want({ layer: layerSpec(ready(payload).spec, 1), head: 0 });
  expect(await found(other)).toMatch(/^\$\./);
  other.dispose();
});
