import { useEffect, useRef } from 'react';
import { useSurroundings } from '../frame/context.ts';
import { adoptStylesOf } from '../frame/shadow.ts';

/**
 * A formula in TeX, set by the page's own typesetter, a frame after what it says is seen elsewhere; where
 * there is none, the TeX is legible. What the typesetter has made takes its styles along into the tree of
 * the view.
 */
export function Formula({ tex }: { readonly tex: string }) {
  const { typeset } = useSurroundings();
  const node = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const formula = node.current;
    if (!formula) {
      return undefined;
    }
    formula.textContent = typeset ? '' : tex;
    const typesetting = new MutationObserver(() => {
      if (formula.firstElementChild) {
        adoptStylesOf(formula.firstElementChild);
      }
    });
    typesetting.observe(formula, { childList: true });
    const set = () => {
      formula.textContent = `$$${tex}$$`;
      typeset?.(formula);
    };
    const frame = typeset ? requestAnimationFrame(set) : 0;
    return () => {
      cancelAnimationFrame(frame);
      typesetting.disconnect();
    };
  }, [tex, typeset]);
  return <div ref={node} className="jp-Attention-formula" />;
}
