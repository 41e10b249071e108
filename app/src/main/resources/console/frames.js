// Updates that come faster than anybody can see: the last of each kind is shown, once a frame.

const waiting = new Map();

/** Does it with the next frame, unless another of that key takes its place. */
export function soon(key, update) {
  if (waiting.size === 0) {
    requestAnimationFrame(flush);
  }
  waiting.set(key, update);
}

function flush() {
  const updates = [...waiting.values()];
  waiting.clear();
  updates.forEach((update) => update());
}
