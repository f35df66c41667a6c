import { memo } from 'react';
import { shownParts } from '../../figures/index.ts';
import { useSurroundings } from '../frame/context.ts';

interface Props {
  readonly token: string;
  /** At most so many characters of it. */
  readonly length?: number;
}

/** A token as it is seen; what cannot be seen as a sign, which is read aloud by its name. */
export const TokenText = memo(function TokenText({ token, length }: Props) {
  const { trans } = useSurroundings();
  return (
    <bdi>
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
