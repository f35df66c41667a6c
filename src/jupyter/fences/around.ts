import { visible } from '../../figures/index.ts';
import { readFence } from '../../format/index.ts';
import { problemText } from '../../views/index.ts';
import type { Host } from '../host.ts';
import type { Surroundings } from './fence.ts';
import { OpenFence } from './view.ts';

/** Characters of what is told of a fence, at most. */
const LONGEST = 2000;

/** What a fence needs: its problems are told in the language of the page. */
export function fenceSurroundings(host: Host): Surroundings {
  const { trans } = host;
  const translated = <P extends Parameters<typeof problemText>[0]>(problems: readonly P[]) =>
    problems.map(problem => ({ ...problem, message: problemText(problem, trans) }));
  return {
    trans,
    read: body => {
      const { payload, problems } = readFence(body);
      return problems ? { problems: translated(problems) } : { payload };
    },
    shown: text => visible(text, LONGEST),
    open: (node, failed) => new OpenFence(node, host, problems => failed(translated(problems)))
  };
}
