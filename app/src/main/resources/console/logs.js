// Shows a job's log: the stored lines first, then new lines as they arrive.

import { get } from './api.js';
import { written } from './format.js';
import { soon } from './frames.js';
import { onNews } from './live.js';

const MOST_LINES = 1000;

let log;
let lines = [];
let loaded = new Set(); // lines written during the load arrive as news, too
let shown = 0;
let level = '';

export function start(element) {
  log = element;
  const { job } = log.dataset;
  const choice = document.querySelector('[data-log-level]');
  choice.addEventListener('change', () => {
    level = choice.value;
    showAll();
  });
  onNews(({ type, data }) => {
    if (type === 'subscribed' && data.subscription === `job:${job}`) {
      load(job); // also after a lost connection, for the lines that were missed
    } else if (type === 'JOB_LOGS' && data.jobId === job) {
      add(data.logs);
    }
  });
  load(job);
}

async function load(job) {
  try {
    const { logs } = await get(`/api/jobs/${job}/logs?limit=500`);
    const newest = logs.at(-1)?.timestamp ?? '';
    loaded = new Set(logs.map(key));
    lines = [...logs, ...lines.filter((line) => line.timestamp >= newest && !loaded.has(key(line)))];
    showAll();
  } catch {
    // The next subscription asks again.
  }
}

function add(more) {
  lines.push(...more.filter((line) => !loaded.has(key(line))));
  if (lines.length > MOST_LINES) {
    lines = lines.slice(-MOST_LINES);
    soon('log', showAll);
  } else {
    soon('log', showMore);
  }
}

function key({ timestamp, level, message }) {
  return `${timestamp} ${level} ${message}`;
}

function showAll() {
  log.replaceChildren();
  shown = 0;
  showMore();
}

function showMore() {
  const fresh = document.createDocumentFragment();
  for (const line of lines.slice(shown)) {
    if (level === '' || line.level === level) {
      fresh.append(row(line));
    }
  }
  shown = lines.length;
  log.querySelector('.empty')?.remove();
  log.append(fresh);
  if (log.childElementCount === 0) {
    const none = document.createElement('p');
    none.className = 'note empty';
    none.textContent = level === '' ? 'The log is empty.' : `No line of level ${level}.`;
    log.append(none);
  }
  if (document.querySelector('[data-log-follow]').checked) {
    log.scrollTop = log.scrollHeight;
  }
}

function row({ timestamp, level, message }) {
  const element = document.createElement('p');
  element.dataset.level = level;
  const at = document.createElement('time');
  at.dateTime = timestamp;
  at.title = `${timestamp.replace('T', ' ').replace('Z', '')} UTC`;
  at.textContent = timestamp.slice(11, 19);
  const kind = document.createElement('b');
  kind.textContent = level;
  const said = document.createElement('span');
  said.textContent = written(message);
  element.append(at, ' ', kind, ' ', said);
  return element;
}
