import { expect } from '@playwright/test';
import type { Locator } from '@playwright/test';

/** How long an entry may take to be there once its menu has been opened. */
const MOMENT = { timeout: 5000 };

/**
 * Opens a menu and chooses from it. A menu closes when something else takes the focus, as a page does
 * that still puts its widgets in place or starts a kernel: it is opened again until something was chosen.
 *
 * @param open - opens the menu
 * @param entries - to pass over, and the last one to be clicked
 */
export async function chooseFrom(
  open: () => Promise<unknown>,
  entries: readonly Locator[]
): Promise<void> {
  const above = entries.slice(0, -1);
  const chosen = entries[entries.length - 1];
  await expect(async () => {
    await open();
    for (const entry of above) {
      await entry.hover(MOMENT);
    }
    await chosen.click(MOMENT);
  }).toPass();
}
