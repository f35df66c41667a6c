import { visible } from '../../figures/index.ts';
import type { Failed } from '../../model/index.ts';
import { problemText } from '../parts/problemText.ts';
import { useSurroundings } from './context.ts';

/** Problems that are listed: who mends them sees what is left. */
const LISTED = 20;

/** What is wrong with a payload and where, and the payload itself, still legible. */
export function ProblemsPane({ state }: { readonly state: Failed }) {
  const { trans } = useSurroundings();
  const rest = state.problems.length - LISTED;
  return (
    <section className="jp-Attention-problems" role="alert">
      <h3>{trans.__('This attention payload cannot be drawn')}</h3>
      <ul>
        {state.problems.slice(0, LISTED).map((problem, i) => (
          <li key={i}>
            <code>{visible(problem.path, 500)}</code> {visible(problemText(problem, trans), 2000)}
          </li>
        ))}
        {rest > 0 && <li>{trans.__('… and %1 more', rest)}</li>}
      </ul>
      <details>
        <summary>{trans.__('The payload, as it was received')}</summary>
        <pre>{source(state.payload)}</pre>
      </details>
    </section>
  );
}

const LONGEST = 4000;

function source(payload: unknown): string {
  const short = JSON.stringify(
    payload,
    (_, value: unknown) =>
      typeof value === 'string'
        ? visible(value, 200)
        : Array.isArray(value) && value.length > 50
          ? [...(value as unknown[]).slice(0, 50), `… ${value.length}`]
          : value,
    1
  );
  return (short ?? String(payload)).slice(0, LONGEST);
}
