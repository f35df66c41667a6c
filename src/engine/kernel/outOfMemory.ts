import { KernelMemoryError } from './index.ts';

/**
 * Whether an error says that there was not enough memory: the kernel's could not grow, or the page
 * could not have so large an array.
 */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof KernelMemoryError || error instanceof RangeError;
}
