import type { Trace } from '../engine/index.ts';

/** What a query or key is called as it meets the other. */
export function seenName(trace: Trace, role: 'query' | 'key'): string {
  return rotary(trace) ? `rotated_${role}` : trace.norms?.[role] ? `normed_${role}` : role;
}

/** Whether queries and keys are turned by where they stand. */
export function rotary(trace: Trace): boolean {
  return trace.positions === 'rope';
}
