import type { CSSProperties } from 'react';

/** On paper a figure keeps the size it was drawn at. */
export function paperSize(width: number, height: number): CSSProperties {
  return {
    '--jp-attention-width': `${width}px`,
    '--jp-attention-height': `${height}px`
  } as CSSProperties;
}
