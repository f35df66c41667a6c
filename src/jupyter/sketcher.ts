// What runs in a worker: what it takes to look at all heads, and nothing of the page.
import type { Port } from '../engine/index.ts';
import { serveSketches } from '../model/overview/index.ts';

serveSketches(globalThis as unknown as Port);
