import { useEffect, useRef } from 'react';
import { useSurroundings } from '../frame/context.ts';
import { adoptStylesOf } from '../frame/shadow.ts';

/**
 * A formula in TeX, set by the page's own typesetter; where there is none, the TeX is legible. What
 * the typesetter has made takes its styles along into the tree of the view.
 */
export function Formula({ tex }: { readonly tex: string }) {
  const { typeset } = useSurroundings();
  const node = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const formula = node.current;
    if (!formula) {
      return undefined;
    }
    formula.textContent = typeset ? `$$${tex}$$` : tex;
    const typesetting = new MutationObserver(() => {
      if (formula.firstElementChild) {
        adoptStylesOf(formula.firstElementChild);
      }
    });
    typesetting.observe(formula, { childList: true });
    typeset?.(formula);
    return () => typesetting.disconnect();
  }, [tex, typeset]);
  return <div ref={node} className="jp-Attention-formula" />;
}
