import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** Gives a view exactly this size, whatever the page has around it. */
export async function atSize(
  page: Page,
  view: Locator,
  width: number,
  height: number
): Promise<void> {
  const off = async () => {
    const box = (await view.boundingBox())!;
    return [width - box.width, height - box.height].map(Math.round);
  };
  await expect
    .poll(async () => {
      const [across, down] = await off();
      const now = page.viewportSize()!;
      if (across !== 0 || down !== 0) {
        await page.setViewportSize({ width: now.width + across, height: now.height + down });
      }
      return off();
    })
    .toEqual([0, 0]);
}

/** From here on notes which elements of a view change. */
export async function watch(view: Locator): Promise<void> {
  await view.evaluate(host => {
    const changed = new Set<Node>();
    const observer = new MutationObserver(records =>
      records.forEach(({ target, addedNodes }) =>
        [target, ...addedNodes].forEach(n => changed.add(n))
      )
    );
    observer.observe(host.shadowRoot!, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true
    });
    Object.assign(window, { changed, watching: observer });
  });
}

/**
 * What has changed within a part since it is watched and can be seen: it has a size, is not hidden, and
 * lies in the box of the view and of whatever clips it. Told by its class, name or number.
 */
export async function seen(view: Locator, part: string): Promise<string[]> {
  return view.evaluate((host, part) => {
    const { changed } = window as unknown as { changed: Set<Node> };
    const isSeen = (element: Element): boolean => {
      let { left, right, top, bottom } = element.getBoundingClientRect();
      const clip = (around: Element) => {
        const box = around.getBoundingClientRect();
        [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
        [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
      };
      if (
        !element.checkVisibility({ visibilityProperty: true }) ||
        right <= left ||
        bottom <= top
      ) {
        return false;
      }
      for (let around: Element | null = element; around; around = around.parentElement) {
        if (!/visible/.test(getComputedStyle(around).overflow)) {
          clip(around);
        }
      }
      clip(host);
      return right - left >= 1 && bottom - top >= 1;
    };
    const elements = [...changed].map(node =>
      node instanceof Element ? node : node.parentElement
    );
    const told = elements
      .filter((element): element is Element => element !== null && element.isConnected)
      .filter(element => element.closest(part) !== null && isSeen(element))
      .map(
        element =>
          element.getAttribute('data-number') ?? element.getAttribute('class') ?? element.localName
      );
    return [...new Set(told)];
  }, part);
}

/** Whether all of something lies in the box of the view. */
export async function isInside(view: Locator, part: Locator): Promise<boolean> {
  const [outer, inner] = [(await view.boundingBox())!, await part.boundingBox()];
  return (
    inner !== null &&
    inner.y >= outer.y - 1 &&
    inner.x >= outer.x - 1 &&
    inner.y + inner.height <= outer.y + outer.height + 1 &&
    inner.x + inner.width <= outer.x + outer.width + 1
  );
}
