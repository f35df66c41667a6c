// Only what relaxed SIMD gains: the kernel with and without it and onnxruntime-web, in Chromium, in several turns.
import { openChromium } from './environments.mjs';
import { rowOf } from './results.mjs';

const SIZES = [64, 256, 512, 1024];
const TURNS = 5;
const WITH = 'kernel f32';
const WITHOUT = 'kernel f32, without relaxed SIMD';
const LIMIT = 'limit of 128-bit SIMD, f32';
const PEER = 'onnxruntime-web';

/** Prints, for each size, the ratios of minima of each turn, and their middle one. */
export async function relaxed(say) {
  const chromium = await openChromium();
  try {
    for (const tokens of SIZES) {
      const turns = [];
      for (let turn = 0; turn < TURNS; turn++) {
        say(`${tokens} tokens, turn ${turn + 1}`);
        const only = [WITH, WITHOUT, LIMIT, PEER];
        turns.push({ rows: await chromium.work({ job: 'sizes', tokens, budget: 900, only }) });
      }
      print(tokens, turns);
    }
  } finally {
    await chromium.close();
  }
}

function print(tokens, turns) {
  const line = (what, slow, fast) => {
    const ratios = turns.map(turn => rowOf(turn, slow)?.min / rowOf(turn, fast)?.min);
    const middle = [...ratios].sort((a, b) => a - b)[TURNS >> 1];
    const all = ratios.map(ratio => ratio.toFixed(2)).join(' ');
    console.log(`  ${what.padEnd(52)}${middle.toFixed(2)}   of ${all}`);
  };
  const least = Math.min(...turns.map(turn => rowOf(turn, WITH)?.min));
  console.log(`\n${tokens} tokens, 12 heads of 64; least with relaxed SIMD ${least.toFixed(2)} ms`);
  line('without relaxed SIMD / with it', WITHOUT, WITH);
  line('without it / limit of 128-bit SIMD, softmax free', WITHOUT, LIMIT);
  line('onnxruntime-web, all kept / with it', PEER, WITH);
}
