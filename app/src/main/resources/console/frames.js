// Merges updates that come faster than the screen: the last of each kind is shown, once a frame.

const waiting = new Map();

/** Runs an update with the next frame, unless a later one with the same key replaces it. */
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
