// Turns one element into another by changing only what differs: focus, open parts, selections and
// elements with `data-keep` stay as they are.

/** An htmx extension: `hx-ext="morph" hx-swap="morph"`. */
export const morphing = {
  isInlineSwap: (style) => style === 'morph',
  handleSwap(style, target, fragment) {
    if (style !== 'morph') {
      return false;
    }
    morph(target, fragment.firstElementChild);
    return [target];
  },
};

export function morph(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName || old.id !== fresh.id) {
    old.replaceWith(fresh);
    return;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) {
      old.data = fresh.data;
    }
    return;
  }
  if (old.hasAttribute('data-keep') || old.isEqualNode(fresh)) {
    return;
  }
  morphAttributes(old, fresh);
  morphChildren(old, fresh);
}

function morphAttributes(old, fresh) {
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  for (const { name } of [...old.attributes]) {
    // What the reader opened stays open.
    if (!fresh.hasAttribute(name) && name !== 'open' && name !== 'class') {
      old.removeAttribute(name);
    }
  }
}

function morphChildren(old, fresh) {
  const byId = new Map();
  for (const child of old.children) {
    if (child.id) {
      byId.set(child.id, child);
    }
  }
  let at = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const same = next.id ? byId.get(next.id) : matching(at, next);
    if (same) {
      if (same === at) {
        at = at.nextSibling;
      } else {
        old.insertBefore(same, at);
      }
      morph(same, next);
    } else {
      old.insertBefore(next, at);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

/** An element with an id corresponds only to the element with the same id. */
function matching(old, next) {
  return old && old.nodeName === next.nodeName && !old.id ? old : null;
}
