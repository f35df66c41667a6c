// What is needed to start, and how JupyterLab is started, as plain functions.

/** The oldest Node that runs the tools. */
const NODE = 20;

export const ROOT_WARNING =
  '\n    You are root, so JupyterLab runs as root: whoever has its address can do anything on this machine.\n';

/** What JupyterLab is started with, besides the notebook; `given` comes last and wins. */
export function labArguments(
  given,
  { isRoot, platform = process.platform, env = process.env } = {}
) {
  const ours = ['--ServerApp.answer_yes=True']; // one Ctrl+C ends it
  if (isRoot) {
    ours.push('--allow-root');
  }
  if (!hasBrowser(platform, env)) {
    ours.push('--no-browser');
  }
  return [...ours, ...given];
}

/** Whether a browser may open by itself: on Linux it needs a screen, or to be named. */
function hasBrowser(platform, env) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY || env.BROWSER);
}

/** The address of a notebook, when the server has said its own in `text`. */
export function addressIn(text, notebook) {
  const [, start, query] = /(https?:\/\/\S+?\/lab)\S*?(\?token=\w+)?\s/.exec(text) ?? [];
  return start && `${start}/tree/${notebook}${query ?? ''}`;
}

/** What is wrong with a version of Node, or undefined. */
export function nodeProblem(version) {
  return Number.parseInt(version, 10) < NODE
    ? `This needs Node ${NODE} or newer; found ${version}. Install it, or choose it (nvm use ${NODE}).`
    : undefined;
}

/** What is wrong with a Python, or undefined. */
export function pythonProblem({ version, canInstall }) {
  if (!version) {
    return 'This needs Python 3.10 or newer; found none. Install it, so that python3 is in the PATH.';
  }
  const [major, minor] = version;
  if (major < 3 || (major === 3 && minor < 10)) {
    return `This needs Python 3.10 or newer; found ${major}.${minor}. Put a newer one first in the PATH.`;
  }
  return canInstall
    ? undefined
    : `Python ${major}.${minor} cannot make environments here: install its venv (Debian: python3-venv).`;
}
