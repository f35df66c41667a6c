import { caseOf, PRESETS, presetSpec, tellingQuery } from '../../../model/index.ts';
import type { Preset, Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { caseNames, caseSentence } from './caseTexts.ts';

/** The telling cases to choose from, and what one sees in the one that is there. */
export function CasesSection({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const names = caseNames(trans);
  // Found by what there is, so that it goes with the first edit and comes back with its undo.
  const shown = caseOf(state.spec);
  const load = (name: Preset) => {
    model.edit({ type: 'replace', spec: presetSpec(name) });
    if (model.state.status === 'ready' && caseOf(model.state.spec) === name) {
      const { trace, selection } = model.state;
      model.select({ query: tellingQuery(trace, selection.head) });
    }
  };
  return (
    <div className="jp-Attention-cases">
      <select
        aria-label={trans.__('Load a telling case')}
        value={shown ?? ''}
        onChange={event => event.target.value && load(event.target.value as Preset)}
      >
        <option value="">{trans.__('Load a telling case…')}</option>
        {PRESETS.map(preset => (
          <option key={preset} value={preset}>
            {names[preset]}
          </option>
        ))}
      </select>
      <p className="jp-Attention-hint" role="status">
        {shown !== null && caseSentence(shown, trans)}
      </p>
    </div>
  );
}
