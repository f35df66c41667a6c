export { Arena } from './arena.ts';
export { HELD_ROWS, HeldHead } from './held.ts';
export type { Move, MovedToken } from './held.ts';
export { HeldMatrix } from './heldMatrix.ts';
export { Kernel, kernelFailure, loadKernel } from './kernel.ts';
export { KernelMemoryError } from './memory.ts';
export { hasRelaxedSimd } from './relaxed.ts';
export { SIZE } from './instance.ts';
export { copyOf } from './request.ts';
export type {
  FlatMatrix,
  HeadRequest,
  HeadResult,
  Keep,
  KernelMask,
  Numbers,
  Precision
} from './request.ts';
