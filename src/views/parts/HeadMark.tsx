import { headColor } from '../../figures/index.ts';
import { useSurroundings } from '../frame/context.ts';

interface Props {
  readonly head: number;
  /** How many there are: one alone needs no mark. */
  readonly of: number;
}

/** Which head is meant: its number, underlined in its colour. */
export function HeadMark({ head, of }: Props) {
  const { trans, theme } = useSurroundings();
  return of > 1 ? (
    <span className="jp-Attention-headMark" style={{ borderColor: headColor(head, theme) }}>
      {trans.__('head %1', head + 1)}
    </span>
  ) : null;
}
