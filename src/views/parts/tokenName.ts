import { spoken } from '../../figures/index.ts';
import type { Translator } from '../frame/translator.ts';

/** What a control of a token is called: by its place as well where there are several of that name. */
export function tokenName(trans: Translator, tokens: readonly string[], t: number): string {
  const name = spoken(tokens[t]);
  const isAlone = tokens.every((token, other) => other === t || spoken(token) !== name);
  return isAlone ? name : trans.__('%1, token %2', name, t + 1);
}
