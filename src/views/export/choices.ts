import type { Trace } from '../../engine/index.ts';
import { figuresOf, tablesOf } from '../../figures/export/index.ts';
import type { FigureName, TableName } from '../../figures/export/index.ts';
import type { Translator } from '../frame/translator.ts';

/** What can be taken out of a view. */
export type Choice =
  | { readonly kind: 'figure'; readonly name: FigureName }
  | { readonly kind: 'table'; readonly name: TableName }
  | { readonly kind: 'data'; readonly name: 'payload' | 'trace' }
  | { readonly kind: 'page'; readonly name: 'page' };

/** Choices of one kind, under a heading. */
export interface Group {
  readonly label: string;
  readonly choices: readonly (readonly [choice: Choice, label: string])[];
}

/** Everything that a trace has to give, in groups. */
export function groupsOf(trace: Trace, trans: Translator, hasPage: boolean): readonly Group[] {
  const figures = figureNames(trans);
  const tables = tableNames(trans);
  return [
    {
      label: trans.__('A figure, for papers and slides'),
      choices: figuresOf(trace).map(name => [{ kind: 'figure', name }, figures[name]] as const)
    },
    ...(hasPage
      ? [
          {
            label: trans.__('A page of its own'),
            choices: [
              [{ kind: 'page', name: 'page' }, trans.__('Interactive page (HTML)')] as const
            ]
          }
        ]
      : []),
    {
      label: trans.__('Everything, as JSON'),
      choices: [
        [{ kind: 'data', name: 'payload' }, trans.__('Payload (JSON)')],
        [{ kind: 'data', name: 'trace' }, trans.__('All that is computed (JSON)')]
      ]
    },
    {
      label: trans.__('Numbers, as CSV'),
      choices: tablesOf(trace).map(name => [{ kind: 'table', name }, tables[name]] as const)
    }
  ];
}

/** A choice as the value of an option. */
export function nameOf({ kind, name }: Choice): string {
  return `${kind}:${name}`;
}

function figureNames(trans: Translator): Readonly<Record<FigureName, string>> {
  return {
    stage: trans.__('The stage: plane, matrix and the row that asks'),
    plane: trans.__('Plane'),
    matrix: trans.__('Attention matrix'),
    outputs: trans.__('Outputs')
  };
}

function tableNames(trans: Translator): Readonly<Record<TableName, string>> {
  return {
    embeddings: trans.__('Embeddings'),
    positioned: trans.__('Embeddings with positions'),
    key_embeddings: trans.__('Embeddings of the keys'),
    key_positioned: trans.__('Embeddings of the keys with positions'),
    w_q: 'W_Q',
    w_k: 'W_K',
    w_v: 'W_V',
    w_o: 'W_O',
    query: 'q',
    key: 'k',
    value: 'v',
    normed_query: trans.__('q, normed'),
    normed_key: trans.__('k, normed'),
    rotated_query: trans.__('q, turned by its position'),
    rotated_key: trans.__('k, turned by its position'),
    scores: trans.__('Scores q·k'),
    bias: trans.__('What is added to scaled scores'),
    scaled_scores: trans.__('Scaled scores'),
    capped_scores: trans.__('Scores below the softcap'),
    masked_scores: trans.__('Masked scores'),
    weights: trans.__('Attention weights'),
    head_output: trans.__('Output of the head'),
    concatenated: trans.__('Outputs of the heads, side by side'),
    mixed: trans.__('Outputs of the heads, mixed'),
    output: trans.__('Output')
  };
}
