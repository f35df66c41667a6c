import { shownLayer } from '../../../model/index.ts';
import type { Ready, Stages } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { Folded } from '../../parts/Folded.tsx';
import { NumberField } from '../../parts/NumberField.tsx';
import { Choice, Field } from './Field.tsx';
import { NormsSection } from './NormsSection.tsx';

/** A bias is begun here for up to so many pairs: each is a number that is sent. */
const PAIRS = 16_384;
/** A softcap to begin with: it bends scores of hand-sized examples; models that were trained with one have 20 to 50. */
const SOFTCAP = 2;

interface Props {
  readonly state: Ready;
}

/**
 * What some models do besides: a bias for each pair, a softcap, a sink beside the keys, norms of q and k. Folded
 * until somebody wants it, or there is one of them.
 */
export function AddedSection({ state }: Props) {
  const { trans } = useSurroundings();
  const { givenBias, softcap, sinks, norms, known } = state.trace;
  const isUsed = [givenBias, softcap, sinks, norms].some(stage => stage !== null);
  return (
    <Folded summary={trans.__('What some models do besides')} open={isUsed}>
      <BiasField state={state} />
      <SoftcapField state={state} />
      <SinkField state={state} />
      {known === 'inputs' && <NormsSection state={state} />}
    </Folded>
  );
}

/** None, or something of one's own. */
function OwnChoice(props: {
  readonly label: string;
  readonly own: string;
  readonly isOwn: boolean;
  readonly onOwn: (own: boolean) => void;
}) {
  const { trans } = useSurroundings();
  const { label, own, isOwn, onOwn } = props;
  return (
    <Choice
      label={label}
      value={isOwn ? 'own' : 'none'}
      choices={[
        ['none', trans.__('none')],
        ['own', own]
      ]}
      onChoose={choice => onOwn(choice === 'own')}
    />
  );
}

function useStages() {
  const { model } = useSurroundings();
  return (stages: Stages) => model.edit({ type: 'stages', stages });
}

function BiasField({ state: { trace } }: Props) {
  const { trans } = useSurroundings();
  const set = useStages();
  const [n, m] = [trace.tokens.length, trace.keyTokens.length];
  if (!trace.givenBias && n * m > PAIRS) {
    return null;
  }
  const zeros = () => [trace.tokens.map(() => trace.keyTokens.map(() => 0))]; // [1, n, m]
  return (
    <Field
      name={trans.__('Bias')}
      hint={trans.__(
        'A number for each pair is added to its scaled score; a click that sets the score of a cell shows it too.'
      )}
    >
      <OwnChoice
        label={trans.__('Bias of scores')}
        own={trans.__('own, cell by cell')}
        isOwn={trace.givenBias !== null}
        onOwn={own => set({ bias: own ? zeros() : undefined })}
      />
    </Field>
  );
}

function SoftcapField({ state: { trace } }: Props) {
  const { trans } = useSurroundings();
  const set = useStages();
  const { softcap } = trace;
  return (
    <Field
      name={trans.__('Softcap')}
      hint={trans.__(
        'c · tanh(score ÷ c): no score gets past c, small ones stay nearly as they are. The mask comes after it.'
      )}
    >
      <OwnChoice
        label={trans.__('Softcap')}
        own={trans.__('own value')}
        isOwn={softcap !== null}
        onOwn={own => set({ softcap: own ? SOFTCAP : undefined })}
      />
      {softcap !== null && (
        <NumberField
          value={softcap}
          name="softcap:0:0"
          label={trans.__('Softcap, as a number')}
          step={0.1}
          above={0}
          onChange={value => set({ softcap: value })}
        />
      )}
    </Field>
  );
}

function SinkField({ state: { trace, spec, selection } }: Props) {
  const { trans } = useSurroundings();
  const set = useStages();
  const { head } = selection;
  const { sinks } = shownLayer(spec);
  const change = (value: number) =>
    set({ sinks: Array.from(sinks!, (sink, h) => (h === head ? value : sink)) });
  return (
    <Field
      name={trans.__('Sink')}
      hint={trans.__(
        'A logit that joins the softmax and takes weight that no token gets: the shares of a row add up to less than 1.'
      )}
    >
      <OwnChoice
        label={trans.__('Sink')}
        own={trans.__('own value')}
        isOwn={trace.sinks !== null}
        onOwn={own => set({ sinks: own ? trace.heads.map(() => 0) : undefined })}
      />
      {trace.sinks && (
        <NumberField
          value={trace.sinks[head]}
          name={`sinks:0:${head}`}
          label={trans.__('Logit of the sink of head %1', head + 1)}
          step={0.1}
          onChange={change}
        />
      )}
    </Field>
  );
}
