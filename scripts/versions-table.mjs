// What came of the tests of versions, as a table: plain functions of Playwright's report.

const NAMES = { lab: 'JupyterLab', notebook: 'Notebook' };

/** Of each app in a report: its name with its version, and whether each test was passed, by its title. */
export function triedIn(report, versions) {
  const apps = report.suites.flatMap(({ suites = [] }) => suites);
  return apps.map(({ title, specs }) => ({
    host: `${NAMES[title]} ${versions[title]}`,
    results: Object.fromEntries(specs.map(spec => [spec.title, spec.ok]))
  }));
}

/** The table in Markdown: a row for each host, JupyterLab first, and a column for each test. */
export function tableOf(tried) {
  const columns = [...new Set(tried.flatMap(({ results }) => Object.keys(results)))];
  const rows = Object.values(NAMES).flatMap(name =>
    tried
      .filter(({ host }) => host.startsWith(`${name} `))
      .map(({ host, results }) => [host, ...columns.map(column => told(results[column]))])
  );
  return [['', ...columns], ['---', ...columns.map(() => '---')], ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}

const told = passed => (passed === undefined ? '–' : passed ? 'yes' : 'no');
