// Runs in every page before anything else: when something changed, and when the frame that shows it was painted.

/** Milliseconds without any change after which a page is taken to be done. */
export const QUIET = 800;

/** In the page: `window.watch`. */
export function watch() {
  const all = { changed: 0, painted: 0, act: null, first: null };
  let waiting = false;
  const change = () => {
    all.changed = performance.now();
    if (!waiting) {
      waiting = true;
      afterFrame(() => {
        waiting = false;
        all.painted = performance.now();
      });
    }
  };
  // A frame has been painted when a task comes after its callbacks.
  const channel = new MessageChannel();
  const queue = [];
  channel.port1.onmessage = () => queue.shift()();
  function afterFrame(done) {
    requestAnimationFrame(() => {
      queue.push(done);
      channel.port2.postMessage(null);
    });
  }
  const observe = root =>
    new MutationObserver(change).observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true
    });
  observe(document);
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (...given) {
    const root = attachShadow.apply(this, given);
    observe(root);
    return root;
  };
  const drawing = CanvasRenderingContext2D.prototype;
  for (const name of ['drawImage', 'putImageData', 'fillRect', 'fill', 'stroke']) {
    const before = drawing[name];
    drawing[name] = function (...given) {
      change();
      return before.apply(this, given);
    };
  }
  new PerformanceObserver(list => {
    for (const { startTime, duration } of list.getEntries()) {
      all.changed = Math.max(all.changed, startTime + duration);
    }
  }).observe({ type: 'longtask', buffered: true });
  for (const type of ['pointerdown', 'input', 'mousemove']) {
    addEventListener(
      type,
      ({ timeStamp }) => {
        if (all.wanted === type) {
          all.wanted = null;
          all.act = timeStamp;
          afterFrame(() => (all.first = performance.now()));
        }
      },
      { capture: true, passive: true }
    );
  }
  /** Resolves with when a frame was painted in which it is done. */
  all.done = isDone =>
    new Promise(done => {
      const look = () => (isDone() ? afterFrame(() => done(performance.now())) : afterFrame(look));
      look();
    });
  /** Resolves with when the last change was painted, once there was none for a while. */
  all.quiet = still =>
    new Promise(done => {
      const look = setInterval(() => {
        const now = performance.now();
        const since = Math.max(all.changed, all.painted);
        if (!waiting && all.painted > 0 && now - since > still) {
          clearInterval(look);
          done(Math.max(all.painted, all.changed));
        }
      }, 50);
    });
  window.watch = all;
}
