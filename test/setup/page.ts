// What a page has and jsdom has not.
import { TextEncoder } from 'node:util';

globalThis.TextEncoder ??= TextEncoder as typeof globalThis.TextEncoder;
globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
if (typeof MouseEvent !== 'undefined') {
  globalThis.DragEvent ??= class extends MouseEvent {} as typeof globalThis.DragEvent;
}
performance.measure ??= (() => undefined) as unknown as typeof performance.measure;
performance.clearMeasures ??= () => undefined;
