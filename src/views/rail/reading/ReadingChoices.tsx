import type { ReactNode } from 'react';
import type { Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import type { Read } from './useRead.ts';

interface Props {
  readonly state: Ready;
  readonly read: Read;
  readonly children?: ReactNode;
}

/** How tokens are read: with special ones or without, as the tokenizer parts them or as words. */
export function ReadingChoices({ state: { selection }, read, children }: Props) {
  const { model, trans } = useSurroundings();
  const { dimmed, joined } = selection;
  if (!children && !read.hasSpecials && !read.hasParts) {
    return null;
  }
  return (
    <div className="jp-Attention-readingChoices">
      {children}
      {read.hasSpecials && (
        <label>
          <input
            type="checkbox"
            checked={dimmed}
            onChange={() => model.select({ dimmed: !dimmed })}
          />{' '}
          {trans.__('without special tokens')}
        </label>
      )}
      {read.hasParts && (
        <label>
          <input
            type="checkbox"
            checked={joined}
            onChange={() => model.select({ joined: !joined })}
          />{' '}
          {trans.__('join words')}
        </label>
      )}
    </div>
  );
}

/** That words are joined, where they are, and what that makes of shares. */
export function JoinedNote({ state: { selection }, read }: Omit<Props, 'children'>) {
  const { trans } = useSurroundings();
  return selection.joined && read.hasParts ? (
    <p className="jp-Attention-hint">
      {trans.__(
        'Sub-words are joined: a word gets the sum of their shares and asks with the mean of their rows.'
      )}
    </p>
  ) : null;
}
