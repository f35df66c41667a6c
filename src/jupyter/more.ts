/** What documents, commands, fences and other extensions need besides; loaded once, when one of them is used. */
export const loadMore = () => import('./heavyMore.ts');
