import { useEffect, useId, useRef } from 'react';
import { useSurroundings } from './context.ts';

/**
 * A formula in TeX, set by the page's own typesetter; where there is none, the TeX is legible.
 *
 * A typesetter's styles are those of the page. It works in the tree of the view, where no search puts
 * marks into the TeX; what it has made stands in the tree of the page, and is shown through a slot.
 */
export function Formula({ tex }: { readonly tex: string }) {
  const { typeset, host } = useSurroundings();
  const stage = useRef<HTMLDivElement>(null);
  const slot = useId();
  useEffect(() => {
    const node = stage.current;
    if (!node) {
      return undefined;
    }
    node.textContent = typeset ? `$$${tex}$$` : tex;
    const formula = document.createElement('div');
    formula.className = 'jp-Attention-formula';
    formula.slot = slot;
    const show = () => {
      if (node.firstElementChild) {
        formula.replaceChildren(...node.childNodes);
        host.append(formula);
      }
    };
    const typesetting = new MutationObserver(show);
    typesetting.observe(node, { childList: true });
    typeset?.(node);
    return () => {
      typesetting.disconnect();
      formula.remove();
    };
  }, [tex, typeset, host, slot]);
  return (
    <div className="jp-Attention-formula">
      <div ref={stage} />
      <slot name={slot} />
    </div>
  );
}
