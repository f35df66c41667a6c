import { isMask, maskParts } from '../../../engine/index.ts';
import type { MaskParts } from '../../../engine/index.ts';
import { tokensIn } from '../../../model/index.ts';
import { shownLayer } from '../../../model/index.ts';
import type { Ready, Stages } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { NumberField } from '../../parts/NumberField.tsx';
import { Choice, Field } from './Field.tsx';
import type { Only } from './StagesSection.tsx';
import { tokenName } from '../../parts/tokenName.ts';
import { TokenText } from '../../parts/TokenText.tsx';

/** Keys that can be marked as padding one by one. */
const KEYS = 32;

type Kind = 'none' | 'causal' | 'window' | 'padding' | 'parts' | 'custom';

/** Which keys may be attended to, and where that is enforced. */
export function MaskSection({ state, only }: { readonly state: Ready } & Only) {
  const { model, trans } = useSurroundings();
  const { trace } = state;
  const spec = shownLayer(state.spec);
  const set = (stages: Stages) => model.edit({ type: 'stages', stages });
  const kind = kindOf(spec.mask);
  const parts = maskParts(spec.mask);
  const causal = kind === 'causal' || parts?.causal === true;
  const choose = (choice: Kind) =>
    set({
      mask: {
        none: undefined,
        causal: 'causal' as const,
        window: { window: 3, ...(causal && { causal }) },
        padding: { padding: trace.keyTokens.map(() => true) },
        parts: spec.mask,
        custom: trace.mask ?? trace.tokens.map(() => trace.keyTokens.map(() => true))
      }[choice]
    });
  return (
    <Field
      name={trans.__('Mask')}
      hint={trans.__(
        'Masked before the softmax, a score becomes −∞ and the rest shares all weight; masked after it, weight is simply lost.'
      )}
    >
      <Choice
        label={trans.__('Mask')}
        value={kind}
        choices={[
          ['none', trans.__('none')],
          ['causal', trans.__('causal')],
          ['window', trans.__('sliding window')],
          ['padding', trans.__('padding')],
          ...(kind === 'parts' ? [['parts', trans.__('several')] as const] : []),
          ['custom', trans.__('custom: click cells')]
        ]}
        onChoose={choose}
      />
      {parts?.window !== undefined && (
        <>
          <NumberField
            value={parts.window}
            digits={0}
            step={1}
            whole
            least={1}
            label={trans.__('Width of the window')}
            onChange={window => set({ mask: { ...parts, window } })}
          />
          <label>
            <input
              type="checkbox"
              checked={causal}
              onChange={event => {
                const { causal: _, ...rest } = parts;
                set({ mask: event.target.checked ? { ...rest, causal: true } : rest });
              }}
            />
            {trans.__('causal')}
          </label>
        </>
      )}
      {parts?.padding && <Padding state={state} parts={parts} set={set} />}
      {(!only || only.includes('mask_at')) && (
        <Choice
          label={trans.__('Where the mask acts')}
          value={trace.maskAt}
          choices={[
            ['scores', trans.__('before the softmax')],
            ['weights', trans.__('after it (the common mistake)')]
          ]}
          onChoose={choice => set({ maskAt: choice === 'weights' ? choice : undefined })}
        />
      )}
    </Field>
  );
}

interface PaddingProps {
  readonly state: Ready;
  readonly parts: MaskParts;
  readonly set: (stages: Stages) => void;
}

function Padding({ state, parts, set }: PaddingProps) {
  const { trans } = useSurroundings();
  const padding = parts.padding!;
  return (
    <span role="group" aria-label={trans.__('Keys that are there')}>
      {tokensIn(state.selection.listed.key)
        .slice(0, KEYS)
        .map(key => (
          <label key={key}>
            <input
              type="checkbox"
              aria-label={tokenName(trans, state.trace.keyTokens, key)}
              checked={padding[key]}
              onChange={() =>
                set({
                  mask: {
                    ...parts,
                    padding: padding.map((present, k) => (k === key ? !present : present))
                  }
                })
              }
            />
            <TokenText token={state.trace.keyTokens[key]} />
          </label>
        ))}
    </span>
  );
}

function kindOf(mask: Stages['mask']): Kind {
  if (mask === undefined || mask === 'causal') {
    return mask ?? 'none';
  }
  if (isMask(mask)) {
    return 'custom';
  }
  if (mask.padding) {
    return mask.window !== undefined || mask.causal ? 'parts' : 'padding';
  }
  return mask.window !== undefined ? 'window' : mask.causal ? 'causal' : 'none';
}
