import { attention } from './jupyter/attention.ts';
import { commands } from './jupyter/commands.ts';
import { documents } from './jupyter/documents.ts';
import { fences } from './jupyter/fences/plugin.ts';
import { launcher, palette } from './jupyter/palette.ts';
import { renderer } from './jupyter/plugin.ts';

export { IAttention } from './jupyter/tokens.ts';
export type { IAttentionView, IAttentionWidget } from './jupyter/tokens.ts';
export type { JsonObject, View } from './format/index.ts';
export type { Selection, State } from './model/index.ts';

export default [renderer, documents, fences, commands, palette, launcher, attention];
