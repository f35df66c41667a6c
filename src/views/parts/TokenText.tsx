import { memo } from 'react';
import { shownParts } from '../../figures/index.ts';
import { useSurroundings } from '../frame/context.ts';
import type { Special } from './specials.ts';

interface Props {
  readonly token: string;
  /** At most so many characters of it. */
  readonly length?: number;
  /** Of one that the tokenizer added. */
  readonly special?: Special;
}

/** A token as it is seen; what cannot be seen as a sign, which is read aloud by its name. */
export const TokenText = memo(function TokenText({ token, length, special }: Props) {
  const { trans } = useSurroundings();
  return (
    <bdi data-special={special}>
      {shownParts(token, length).map(({ text, name }, i) =>
        name === null ? (
          text
        ) : (
          <span
            key={i}
            className="jp-Attention-sign"
            role="img"
            aria-label={trans.__(name)}
            title={trans.__(name)}
          >
            {text}
          </span>
        )
      )}
    </bdi>
  );
});
