// A class at once: students on one JupyterHub open the same lesson, play it to its end and save. Says what was
// lost, asked of the server and met of errors, and fails when that is not nothing.
// npm run bench:class -- STUDENTS PAGES: 40 students, and 4 pages at a time, unless others are given.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryOf, serversOf, startHub } from '../bench/class/hub.mjs';
import { printed, reportOf } from '../bench/class/report.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureNodeModules } from './node.mjs';
import { ensureBeside, ensureExtension, ensurePython } from './python.mjs';
import { once, refuse, root, run } from './setup.mjs';
import { Steps } from './steps.mjs';

/** More than this is no class any more, and more than a machine should be asked for. */
const MOST = 100;
const MINUTE = 60;
const [students, pages] = [numberOf(process.argv[2], 40), numberOf(process.argv[3], 4)];
const others = Math.max(1, Math.round(students / 10));
/** After which all ends, whatever has been done: seconds. */
const limit = 5 * MINUTE + (students + others) * MINUTE;

const steps = new Steps(['Packages', 'JupyterHub', 'Build', 'The class']);
await steps.next(async () => {
  await ensureNodeModules();
  await ensurePython();
  ensureChromium();
});
await steps.next(async () => {
  await ensureBeside('hub');
  await once('bench/class/node_modules', ['bench/class/package-lock.json'], () =>
    run('npm', [
      ...['ci', '--prefix', 'bench/class', '--ignore-scripts'],
      ...['--no-fund', '--no-audit', '--loglevel=error']
    ])
  );
});
await steps.next(ensureExtension);
await steps.next(async () => {
  const { tables, missed } = reportOf(await held());
  console.log(`${printed(tables)}\n`);
  if (missed.length > 0) {
    console.error(`Not 0: ${missed.join('; ')}.`);
    process.exitCode = 1;
  }
});
steps.end();

/** Holds the class; whatever happens, the hub and all that it has started are ended. */
async function held() {
  const hub = await startHub({ servers: students + others, seconds: limit });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void hub.stop().then(() => process.exit(1)));
  }
  try {
    const { url, folder } = hub;
    await worked({ url, folder, lesson: firstLesson(), students, others, pages });
    const servers = await serversOf(hub);
    const memory = memoryOf(servers.map(({ pid }) => pid));
    return {
      ...JSON.parse(readFileSync(join(folder, 'records.json'), 'utf8')),
      standing: servers.filter(({ ready }) => ready).length,
      memory: Object.fromEntries(servers.map(({ name }, i) => [name, memory[i]]))
    };
  } finally {
    await hub.stop();
  }
}

/** Lets the students come; what they did is in a file then. */
function worked(plan) {
  const config = 'bench/class/playwright.config.ts';
  const child = spawn('npx', ['playwright', 'test', '-c', config, '--reporter=line'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, CLASS_PLAN: JSON.stringify(plan), CLASS_SECONDS: String(limit) }
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', code =>
      existsSync(join(plan.folder, 'records.json'))
        ? done()
        : fail(new Error(`The class was not held to its end: ${code}`))
    );
  });
}

function firstLesson() {
  const folder = join(root, 'lessons', 'en');
  return join(
    folder,
    readdirSync(folder)
      .sort()
      .find(name => name.endsWith('.ipynb'))
  );
}

function numberOf(text, otherwise) {
  const number = Number(text ?? otherwise);
  return Number.isInteger(number) && number > 0 && number <= MOST
    ? number
    : refuse(`${text} is no number of students or pages; 1 to ${MOST} are meant.`);
}
