import type { SpecNorm } from '../../../format/index.ts';
import { shownLayer } from '../../../model/index.ts';
import type { Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { NumberField } from '../../parts/NumberField.tsx';
import { ChecksField, Choice } from './Field.tsx';

const ROLES = ['query', 'key'] as const;
/** What is added to the mean square where nothing is said. */
const EPS = 1e-6;

/** Whether q and k are brought to one size, and over what; the weights stand with the matrices. */
export function NormsSection({ state: { spec, trace } }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const { norms = {} } = shownLayer(spec);
  const on = ROLES.filter(role => norms[role]);
  const { over = 'head', eps = EPS } = (on.length > 0 && norms[on[0]]) || {};
  const lengthOf = (role: 'query' | 'key', over: SpecNorm['over']) =>
    over === 'all' ? trace.projections[role][0].length : trace.heads[0][role][0].length;
  const set = (roles: readonly ('query' | 'key')[], own: Pick<SpecNorm, 'over' | 'eps'>) => {
    const made = roles.map(role => {
      const length = lengthOf(role, own.over);
      const before = norms[role]?.weight;
      const weight = before?.length === length ? before : Array<number>(length).fill(1);
      return [role, { ...norms[role], weight, over: own.over, eps: own.eps }] as const;
    });
    const { query: _, key: __, ...others } = norms;
    const stages = {
      norms: made.length > 0 ? { ...others, ...Object.fromEntries(made) } : undefined
    };
    model.edit({ type: 'stages', stages });
  };
  return (
    <ChecksField
      name={trans.__('Norm')}
      hint={trans.__(
        'q and k are divided by their root mean square before they are turned: their length counts no more, only their direction. The weights stand below the matrices.'
      )}
      choices={ROLES}
      names={{ query: trans.__('of q'), key: trans.__('of k') }}
      checked={on}
      onChange={roles => set(roles, { over, eps })}
    >
      {on.length > 0 && (
        <>
          <Choice
            label={trans.__('The mean is over')}
            value={over}
            choices={[
              ['head', trans.__('each head')],
              ['all', trans.__('all heads')]
            ]}
            onChoose={over => set(on, { over, eps })}
          />
          <label>
            eps{' '}
            <NumberField
              value={eps}
              digits={6}
              step={1e-6}
              above={0}
              label={trans.__('What is added to the mean square')}
              onChange={eps => set(on, { over, eps })}
            />
          </label>
        </>
      )}
    </ChecksField>
  );
}
