import type { ProjectionName, Ready } from '../../model/index.ts';
import { ProjectionEditor } from './ProjectionEditor.tsx';

const NAMES: readonly ProjectionName[] = ['query', 'key', 'value', 'output'];

interface Props {
  readonly state: Ready;
  /** Those that are drawn; all unless given. */
  readonly names?: readonly ProjectionName[];
  /** Numbers alone, without what turns them and what is added. */
  readonly plain?: boolean;
}

/** The matrices that make q, k, v and the output. */
export function Projections({ state: { trace, selection }, names = NAMES, plain }: Props) {
  return (
    <div className="jp-Attention-projections">
      {names.map(name => {
        const matrix = trace.projections[name];
        return (
          matrix && (
            <ProjectionEditor
              key={name}
              name={name}
              plain={plain}
              matrix={matrix}
              precise={selection.precise}
              nHeads={trace.heads.length}
              groups={name === 'query' ? trace.heads.length : trace.nKvHeads}
              bias={trace.biases?.[name]}
              norm={name === 'query' || name === 'key' ? trace.norms?.[name]?.weight : undefined}
            />
          )
        );
      })}
    </div>
  );
}
