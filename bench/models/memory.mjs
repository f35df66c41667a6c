// What a browser takes: private memory of all its processes, the most of it that was met.
import { readdirSync, readFileSync } from 'node:fs';

const PAGE = 4096;
const OFTEN = 50;

/** Begins to look; `stop()` answers the most bytes, and `tooMuch` rejects when there are more than `limit`. */
export function peakOf(pid, limit) {
  let most = 0;
  let refuse;
  const tooMuch = new Promise((_, reject) => {
    refuse = reject;
  });
  tooMuch.catch(() => {}); // whether anybody waits or not
  const look = () => {
    most = Math.max(most, privateOf(pid));
    if (most > limit) {
      refuse(new Error(`more than ${limit / 1e9} GB`));
    }
  };
  const timer = setInterval(look, OFTEN);
  return {
    tooMuch,
    stop() {
      look();
      clearInterval(timer);
      return most;
    }
  };
}

function privateOf(pid) {
  const parents = new Map(readdirSync('/proc').filter(isNumber).map(parentOf));
  let sum = 0;
  for (const [one] of parents) {
    if (descends(one, String(pid), parents)) {
      sum += privateOfOne(one);
    }
  }
  return sum;
}

const isNumber = name => /^\d+$/.test(name);

function parentOf(pid) {
  const stat = read(`/proc/${pid}/stat`);
  return [pid, stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]];
}

function descends(pid, from, parents) {
  for (let at = pid; at !== undefined && at !== '0'; at = parents.get(at)) {
    if (at === from) {
      return true;
    }
  }
  return false;
}

/** Resident pages that are not of a file or shared. */
function privateOfOne(pid) {
  const [, resident = 0, shared = 0] = read(`/proc/${pid}/statm`).split(' ').map(Number);
  return (resident - shared) * PAGE;
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it has ended
  }
}
