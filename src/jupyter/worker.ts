// What runs in a worker: the engine, and nothing of the page.
import { serve } from '../engine/index.ts';
import type { Port } from '../engine/index.ts';

serve(globalThis as unknown as Port);
