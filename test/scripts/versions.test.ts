import { tableOf, triedIn } from '../../scripts/versions-table.mjs';

/** As Playwright's JSON reporter writes it: a suite for the file, in it one for each `describe`. */
const report = (lab: boolean, notebook: boolean) => ({
  suites: [
    {
      title: 'versions.spec.ts',
      specs: [],
      suites: [
        { title: 'lab', specs: [{ title: 'output', ok: true }, { title: 'fence', ok: lab }] }, // prettier-ignore
        { title: 'notebook', specs: [{ title: 'output', ok: notebook }] }
      ]
    }
  ]
});

test('what came of the tests is a table, JupyterLab first; what was not tried is neither yes nor no', () => {
  const tried = [
    ...triedIn(report(true, true), { lab: '4.2.7', notebook: '7.2.3' }),
    ...triedIn(report(false, false), { lab: '4.3.8', notebook: '7.3.3' })
  ];
  expect(tableOf(tried).split('\n')).toEqual([
    '|  | output | fence |',
    '| --- | --- | --- |',
    '| JupyterLab 4.2.7 | yes | yes |',
    '| JupyterLab 4.3.8 | yes | no |',
    '| Notebook 7.2.3 | yes | – |',
    '| Notebook 7.3.3 | no | – |'
  ]);
});
