// NumPy in a process of its own, with a clock of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export async function numpy(inputs, python, script) {
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child, 'spawn'); // or it is missing, and says why
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async question => {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await lines.next();
    if (done) {
      throw new Error('NumPy ended');
    }
    return JSON.parse(value);
  };
  await give(inputs, ask);
  return ['f32', 'f64'].map(precision => ({
    name: `NumPy ${precision}`,
    keeps: 'S, P, O',
    many: async count => (await ask({ precision, count })).ms,
    read: (h, row) => ask({ row: [h, row] }),
    close: () => child.stdin.end()
  }));
}

async function give({ f32, heads, tokens, width }, ask) {
  const folder = mkdtempSync(join(tmpdir(), 'attention-'));
  const open = Object.entries(f32).map(([name, data]) => {
    const path = join(folder, name);
    writeFileSync(path, data);
    return path;
  });
  await ask({ open, heads, tokens, width });
  rmSync(folder, { recursive: true });
}
