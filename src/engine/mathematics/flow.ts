import type { Vector } from '../arrays/vector.ts';
import type { Passed } from './rollout.ts';

/** Edges of the graph up to which it is gone through: each token is the end of a flow of its own. */
export const FLOW_EDGES = 20_000;

/** What is left of an edge that counts as nothing: sums of shares are rounded. */
const NOTHING = 1e-12;

/**
 * Attention flow: layers as pipes, each as wide as what is passed on by it; how much can run from the place of a
 * token down to each input token by itself, as parts of all that can.
 *
 * Source: Abnar and Zuidema, Quantifying Attention Flow in Transformers (2020), section 3.2; the largest flow by
 * Dinic, Algorithm for solution of a problem of maximum flow in networks with power estimation (1970).
 *
 * @param layers - from the first on, as `passedOn` has them
 * @returns a share for each token, [n], which sum to 1; null where there are too many edges
 */
export function flow(layers: readonly Passed[], query: number): Vector | null {
  const { size } = layers[0];
  if (layers.length * size * size > FLOW_EDGES) {
    return null;
  }
  const pipes = new Pipes(layers);
  const most = Float64Array.from({ length: size }, (_, token) => pipes.most(query, token));
  const sum = most.reduce((total, one) => total + one, 0);
  return most.map(one => one / sum);
}

/** Tokens of all layers, [layers + 1, n], those of the input first; edges lead down by one layer. */
class Pipes {
  constructor(private readonly _layers: readonly Passed[]) {
    this._size = _layers[0].size;
    this._nodes = (_layers.length + 1) * this._size;
  }

  /** The largest flow from the top of one token's place to an input token. */
  most(query: number, token: number): number {
    this._left = this._layers.map(({ shares }) => shares.slice());
    const from = this._nodes - this._size + query;
    let sum = 0;
    for (let ranks = this._ranks(from); ranks[token] >= 0; ranks = this._ranks(from)) {
      const turns = new Int32Array(this._nodes); // which of its ways each place has come to
      let more = this._push(from, token, Infinity, ranks, turns);
      while (more > NOTHING) {
        sum += more;
        more = this._push(from, token, Infinity, ranks, turns);
      }
    }
    return sum;
  }

  /** How many edges lie between the start and each place, where anything is left of them; −1: no way. */
  private _ranks(from: number): Int32Array {
    const ranks = new Int32Array(this._nodes).fill(-1);
    const queue = [from];
    ranks[from] = 0;
    for (const node of queue) {
      for (let way = 0; way < 2 * this._size; way++) {
        const to = this._end(node, way);
        if (to >= 0 && ranks[to] < 0 && this._leftOf(node, way) > NOTHING) {
          ranks[to] = ranks[node] + 1;
          queue.push(to);
        }
      }
    }
    return ranks;
  }

  /** Sends on as much as one way takes, and says how much that was. */
  private _push(
    node: number,
    token: number,
    most: number,
    ranks: Int32Array,
    turns: Int32Array
  ): number {
    if (node === token) {
      return most;
    }
    for (; turns[node] < 2 * this._size; turns[node]++) {
      const way = turns[node];
      const to = this._end(node, way);
      const left = to >= 0 && ranks[to] === ranks[node] + 1 ? this._leftOf(node, way) : 0;
      if (left > NOTHING) {
        const sent = this._push(to, token, Math.min(most, left), ranks, turns);
        if (sent > NOTHING) {
          this._send(node, way, sent);
          return sent;
        }
      }
    }
    return 0;
  }

  /** Where a way leads: the first n down, the others back up; −1: out of the graph. */
  private _end(node: number, way: number): number {
    const size = this._size;
    const level = Math.floor(node / size) + (way < size ? -1 : 1);
    return level < 0 || level > this._layers.length ? -1 : level * size + (way % size);
  }

  /** What can still be sent: down what is left of an edge, up what has come down it. */
  private _leftOf(node: number, way: number): number {
    const [layer, edge] = this._edge(node, way);
    const left = this._left[layer][edge];
    return way < this._size ? left : this._layers[layer].shares[edge] - left;
  }

  private _send(node: number, way: number, much: number): void {
    const [layer, edge] = this._edge(node, way);
    this._left[layer][edge] += way < this._size ? -much : much;
  }

  /** The edge between a place and the end of a way: its layer, and where it stands there. */
  private _edge(node: number, way: number): readonly [layer: number, edge: number] {
    const size = this._size;
    const [level, token, other] = [Math.floor(node / size), node % size, way % size];
    return way < size ? [level - 1, token * size + other] : [level, other * size + token];
  }

  private readonly _size: number;
  private readonly _nodes: number;
  private _left: Float64Array[] = [];
}
