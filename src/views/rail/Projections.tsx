import type { Ready } from '../../model/index.ts';
import { ProjectionEditor } from './ProjectionEditor.tsx';

/** The matrices that make q, k, v and the output. */
export function Projections({ state: { trace, selection } }: { readonly state: Ready }) {
  return (
    <div className="jp-Attention-projections">
      {(['query', 'key', 'value', 'output'] as const).map(name => {
        const matrix = trace.projections[name];
        return (
          matrix && (
            <ProjectionEditor
              key={name}
              name={name}
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
