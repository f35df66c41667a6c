import { useEffect, useRef } from 'react';
import { useSurroundings } from './context.ts';

/** A formula in TeX, set by the page's own typesetter; where there is none, the TeX is legible. */
export function Formula({ tex }: { readonly tex: string }) {
  const { typeset } = useSurroundings();
  const node = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (node.current) {
      node.current.textContent = typeset ? `$$${tex}$$` : tex;
      typeset?.(node.current);
    }
  }, [tex, typeset]);
  return <div ref={node} className="jp-Attention-formula" />;
}
