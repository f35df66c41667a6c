// An extension of JupyterLite, as its builder would write one: the JavaScript kernel has our engine before its
// first cell. It is written by hand because the kernel's package, whose token it needs, comes with the page and
// not from the registry.
const KERNEL = '@jupyterlite/javascript-kernel';
const NAME = 'attention-in-javascript';
const ENGINE = new URL('engine.mjs', document.currentScript.src).href;

let shared;

/** The one copy of a package that all extensions of the page use. */
async function packageOf(name) {
  const [version] = Object.values(shared[name] ?? {});
  return (await version.get())();
}

async function plugin() {
  const { IJavaScriptKernelStartupRegistry } = await packageOf(KERNEL);
  return {
    id: `${NAME}:plugin`,
    description: 'The JavaScript kernel has the engine of attention before its first cell.',
    autoStart: true,
    requires: [IJavaScriptKernelStartupRegistry],
    activate: (_app, registry) => {
      registry.registerStartupExtension({
        id: NAME,
        activate: ({ preloadModule }) => preloadModule(ENGINE)
      });
    }
  };
}

(globalThis._JUPYTERLAB ??= {})[NAME] = {
  init: scope => {
    shared = scope;
  },
  get: async () => {
    const made = { __esModule: true, default: await plugin() };
    return () => made;
  }
};
