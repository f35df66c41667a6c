// What cells of the JavaScript kernel find under `attention`, before the first of them is run: the engine, and
// a way to show what it computes.
import * as engine from '../../lib/engine/index.js';
import { MIME_TYPE, serialize } from '../../lib/format/index.js';
import { open } from '../../lib/model/open.js';

/**
 * Attention computed from a sentence or a payload; as the last line of a cell it shows the stage.
 * What cannot be used throws, and names every problem.
 */
class Attention {
  constructor(given) {
    const fields = typeof given === 'string' ? { sentence: given } : given;
    const outcome = open({ format: 'attention', version: 1, ...fields });
    if (!outcome.ok) {
      throw new Error(
        outcome.problems.map(({ path, message }) => `${path}: ${message}`).join('\n')
      );
    }
    this._spec = outcome.computed.spec;
    /** Every intermediate, under its own name. */
    this.trace = outcome.computed.trace;
  }

  /** The n tokens that ask. */
  get tokens() {
    return this.trace.tokens;
  }

  /** Attention weights, heads × [n, m]. */
  get weights() {
    return this.trace.heads.map(head => head.weights);
  }

  /** The kernel's hook of display. */
  _toMime() {
    return {
      [MIME_TYPE]: serialize(this._spec),
      'text/plain': `Attention(${this.tokens.join(' ')})`
    };
  }
}

globalThis.attention = {
  ...engine,
  Attention: given => new Attention(given)
};
