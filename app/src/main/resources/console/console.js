// What every page needs: live parts, fresh times, charts, the choice of colours.

import { copyOnClick } from './copy.js';
import { keepTimes, time } from './format.js';
import { findParts, keepFresh, refreshWith } from './fragments.js';
import { connect, onState, reconnect } from './live.js';
import { followProgress } from './progress.js';
import { openRows } from './rows.js';

// What the reader opened, and what scripts fill or mark, outlives the next version of its part.
Object.assign(window.Idiomorph.defaults.callbacks, {
  beforeNodeMorphed: (old) => !old.matches?.('[data-keep]'),
  beforeAttributeUpdated: (name, element, change) => change !== 'remove' || !['open', 'class'].includes(name),
});

const root = document.documentElement;
const isDark = () =>
  root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;

function chooseColours() {
  const toggle = document.querySelector('[data-theme-toggle]');
  const show = () => toggle.setAttribute('aria-pressed', String(isDark()));
  toggle.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    localStorage.setItem('theme', root.dataset.theme);
    show();
    document.dispatchEvent(new CustomEvent('qubix:colours'));
  });
  show();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    show();
    document.dispatchEvent(new CustomEvent('qubix:colours'));
  });
}

function showConnection() {
  const dot = document.querySelector('[data-connection]');
  const banner = document.querySelector('[data-lost]');
  const since = banner.querySelector('[data-lost-since]');
  banner.querySelector('[data-reconnect]').addEventListener('click', reconnect);
  onState(({ state, again, wait }) => {
    dot.dataset.connection = state;
    dot.firstElementChild.textContent = state === 'live' ? 'Live' : 'Not connected';
    if (state === 'lost') {
      if (!again) {
        const now = new Date();
        since.dateTime = now.toISOString();
        since.textContent = `${time(now, true)} UTC`;
        since.title = now.toISOString();
      }
      const seconds = Math.ceil(wait / 1000);
      banner.querySelector('[data-lost-retry]').textContent = seconds > 1 ? ` in ${seconds} s` : '';
    }
    // A connection that is back at once needs no notice.
    banner.hidden = state === 'live' || !again;
  });
}

async function drawCharts() {
  const figures = document.querySelectorAll('[data-chart]');
  if (figures.length === 0) {
    return;
  }
  const charts = await import('./charts.js');
  refreshWith('[data-chart]', charts.draw);
  figures.forEach((figure) => charts.draw(figure).catch(() => {}));
  document.addEventListener('qubix:colours', charts.redrawAll);
}

/** Leaves empty fields out of the query. */
function tidyQueries() {
  document.addEventListener('htmx:configRequest', ({ detail }) => {
    if (detail.verb === 'get') {
      for (const [name, value] of [...detail.formData.entries()]) {
        if (value === '') {
          detail.formData.delete(name);
        }
      }
    }
  });
}

/** Loads the scripts of some pages: `data-script` names the module that gets the element. */
async function startScripts() {
  const started = [...document.querySelectorAll('[data-script]')].map(async (element) => {
    const page = await import(`./${element.dataset.script}.js`);
    page.start(element);
  });
  await Promise.all(started);
  findParts();
}

chooseColours();
showConnection();
keepTimes();
keepFresh();
followProgress();
tidyQueries();
copyOnClick();
openRows();
drawCharts();
connect();
startScripts().then(() => (root.dataset.ready = ''));
