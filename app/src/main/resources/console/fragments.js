// Live parts of the page: `data-live` names their topics, `data-every` the seconds after which
// they are fetched again anyway. News only marks a part as stale; the part is
// fetched again at most once a second, however much happens.

import { follow, onNews, onState } from './live.js';

const AT_MOST_EVERY = 1000; // ms
const AFTER_FAILURE = 3000;
// Progress and log lines are shown as they arrive, without a fetch.
const SHOWN_AT_ONCE = new Set(['JOB_PROGRESS', 'JOB_LOGS', 'subscribed', 'pong']);

const parts = new Map();
const refreshers = [];

/** Chooses how parts that match a selector are refreshed; without a choice, htmx fetches them. */
export function refreshWith(selector, refresh) {
  refreshers.push({ selector, refresh });
}

/** Finds the live parts of the page, again after each change of it. */
export function findParts() {
  const wanted = new Set();
  const found = new Set(document.querySelectorAll('[data-live], [data-every]'));
  for (const element of found) {
    [...topicsOf(element), ...alsoOf(element)].forEach((topic) => wanted.add(topic));
    if (!parts.has(element)) {
      parts.set(element, { fetched: performance.now(), busy: false, stale: false, timer: 0 });
    }
  }
  for (const [element, part] of parts) {
    if (!found.has(element)) {
      clearTimeout(part.timer);
      parts.delete(element);
    }
  }
  follow(wanted);
}

export function keepFresh() {
  onNews((message) => {
    if (!SHOWN_AT_ONCE.has(message.type)) {
      markStale((element) => concerns(message, topicsOf(element)));
    }
  });
  onState(({ state, again }) => {
    if (state === 'live' && again) {
      markStale(() => true);
    }
  });
  setInterval(() => {
    const now = performance.now();
    markStale((element, part) => now - part.fetched >= Number(element.dataset.every) * 1000);
  }, 1000);
  document.addEventListener('visibilitychange', () => parts.forEach((part, element) => refresh(element, part)));
  document.addEventListener('htmx:afterRequest', ({ target, detail }) => {
    const part = parts.get(target);
    if (part) {
      part.successful = detail.successful;
    }
  });
  document.addEventListener('htmx:afterSwap', findParts);
  findParts();
}

/** Fetches parts again. */
export function markStale(which) {
  for (const [element, part] of parts) {
    if (which(element, part)) {
      part.stale = true;
      refresh(element, part);
    }
  }
}

function topicsOf(element) {
  return (element.dataset.live ?? '').split(' ').filter(Boolean);
}

/** Topics that also make a part stale if they concern the same job. */
function alsoOf(element) {
  return (element.dataset.follow ?? '').split(' ').filter(Boolean);
}

function concerns(message, topics) {
  const { type, data = {} } = message;
  return topics.some((topic) => {
    const [kind, id] = topic.split(':');
    if (kind === 'marketplace') {
      return type === 'MARKETPLACE_UPDATE' || type.startsWith('PROVIDER_');
    } else if (kind === 'job') {
      return data.jobId === id && (type === 'JOB_COMPLETED' || type === 'MARKETPLACE_UPDATE');
    }
    return (data.providerId ?? data.id) === id;
  });
}

function refresh(element, part) {
  if (!part.stale || part.busy || document.hidden) {
    return;
  }
  const wait = part.fetched + AT_MOST_EVERY - performance.now();
  clearTimeout(part.timer);
  if (wait > 0) {
    part.timer = setTimeout(refresh, wait, element, part);
    return;
  }
  part.stale = false;
  part.busy = true;
  part.successful = true;
  const own = refreshers.find(({ selector }) => element.matches(selector));
  const fetching = own ? own.refresh(element) : fetchPart(element);
  fetching.then(
    () => fetched(element, part.successful),
    () => fetched(element, false),
  );
}

/** Fetches from the part's current address: the filter or the order may have changed. */
function fetchPart(element) {
  return window.htmx.ajax('GET', element.getAttribute('hx-get'), { source: element, target: element, swap: 'morph' });
}

function fetched(element, successful) {
  const part = parts.get(element);
  if (!part) {
    return;
  }
  part.busy = false;
  part.fetched = performance.now() + (successful ? 0 : AFTER_FAILURE);
  part.stale ||= !successful;
  refresh(element, part);
}
