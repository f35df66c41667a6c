import { addressIn, labArguments, nodeProblem, pythonProblem } from '../../scripts/starting.mjs';
import { elapsed, newestLine, Steps } from '../../scripts/steps.mjs';

const screen = { platform: 'linux', env: { DISPLAY: ':0' } } as const;

test('JupyterLab is allowed to be root only where we are, and opens no browser where there is no screen', () => {
  const always = ['--ServerApp.answer_yes=True'];
  expect(labArguments([], { isRoot: false, ...screen })).toEqual(always);
  expect(labArguments([], { isRoot: true, ...screen })).toEqual([...always, '--allow-root']);
  expect(labArguments(['--port=9'], { isRoot: false, platform: 'linux', env: {} })).toEqual([
    ...always,
    '--no-browser',
    '--port=9'
  ]);
  expect(labArguments([], { isRoot: false, platform: 'darwin', env: {} })).toEqual(always);
  expect(labArguments([], { isRoot: false, platform: 'win32', env: {} })).toEqual(always);
  expect(labArguments([], { isRoot: false, platform: 'linux', env: { BROWSER: 'x' } })).toEqual(
    always
  );
});

test.each([
  ['http://localhost:8888/lab?token=4f2c', 'http://localhost:8888/lab/tree/a.ipynb?token=4f2c'],
  ['http://box:8889/user/ann/lab?token=1a', 'http://box:8889/user/ann/lab/tree/a.ipynb?token=1a'],
  ['https://localhost:1/lab', 'https://localhost:1/lab/tree/a.ipynb'],
  [
    'http://localhost:8888/lab/tree/a.ipynb?token=5',
    'http://localhost:8888/lab/tree/a.ipynb?token=5'
  ]
])('the address of the notebook is read from the server: %s', (said, address) => {
  expect(addressIn(`[I 2026] Jupyter Server is running at:\n[I 2026] ${said}\n`, 'a.ipynb')).toBe(
    address
  );
  expect(addressIn(`[I 2026] ${said}`, 'a.ipynb')).toBeUndefined(); // perhaps only half of it
});

test('other lines are no address', () => {
  expect(addressIn('[W 2026] see https://jupyterlab.readthedocs.io\n', 'a.ipynb')).toBeUndefined();
});

test('what is missing is said in one line', () => {
  expect(nodeProblem('20.0.0')).toBeUndefined();
  expect(nodeProblem('24.1.0')).toBeUndefined();
  expect(nodeProblem('18.20.4')).toContain('Node 20 or newer; found 18.20.4');
  expect(pythonProblem({ version: [3, 10], canInstall: true })).toBeUndefined();
  expect(pythonProblem({ version: [3, 14], canInstall: true })).toBeUndefined();
  expect(pythonProblem({ version: [3, 9], canInstall: true })).toContain(
    '3.10 or newer; found 3.9'
  );
  expect(pythonProblem({ version: [2, 7] })).toContain('found 2.7');
  expect(pythonProblem({})).toContain('found none');
  expect(pythonProblem({ version: [3, 12], canInstall: false })).toContain('python3-venv');
});

test('steps say their place, what they found, and how long they took', async () => {
  const said: string[] = [];
  const steps = new Steps(['Packages', 'Build'], text => said.push(text));
  await steps.next(() => Promise.resolve('already there'));
  await steps.next(() => undefined);
  steps.end();
  expect(said.map(text => text.replace(/\d+ s\b/, '0 s').trim())).toEqual([
    '[1/2] Packages',
    'already there (0 s)',
    '[2/2] Build',
    'done (0 s)',
    'All 2 steps done in 0 s.'
  ]);
});

test('a step that fails ends the row', async () => {
  const steps = new Steps(['Packages'], () => undefined);
  await expect(steps.next(() => Promise.reject(new Error('offline')))).rejects.toThrow('offline');
});

test('a time and a line in the words of a terminal', () => {
  expect([400, 7_000, 60_000, 125_400].map(elapsed)).toEqual([
    '0 s',
    '7 s',
    '1 min 00 s',
    '2 min 05 s'
  ]);
  expect(newestLine('Collecting numpy\nDownloading numpy\r\n\n')).toBe('Downloading numpy');
  expect(newestLine('x'.repeat(20), 5)).toBe('xxxx…');
  expect(newestLine('')).toBe('');
});
