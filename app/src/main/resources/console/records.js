// Pages through a list of records: `#found` holds it, its `data-src` is the address of
// its first page, `tbody[data-records]` the rows. News comes in at the top; further pages
// below stay.

import { findParts, refreshWith } from './fragments.js';

const FAR_DOWN = 400; // px

export function start(list) {
  const pill = list.querySelector('[data-newer]');

  refreshWith(`#${list.id}`, async () => {
    const found = list.querySelector('#found');
    const fresh = await fetchPart(found.dataset.src);
    // The reader may have changed the filter meanwhile.
    if (list.querySelector('#found').dataset.src !== fresh.dataset.src) {
      return;
    }
    if (keepWhatIsBelow(found, fresh)) {
      pill.hidden = true;
      show(found, fresh);
    } else if (scrollY > FAR_DOWN) {
      pill.hidden = false;
    } else {
      pill.hidden = true;
      show(found, fresh);
    }
  });

  pill.addEventListener('click', async () => {
    const found = list.querySelector('#found');
    show(found, await fetchPart(found.dataset.src));
    pill.hidden = true;
    scrollTo({ top: 0 });
    document.getElementById('main').focus({ preventScroll: true });
  });

  list.addEventListener('htmx:afterRequest', ({ detail }) => {
    const link = detail.elt;
    if (!detail.successful && link.closest('.more')) {
      link.textContent = 'This could not be loaded: try again';
    }
  });

  list.dataset.live = list.dataset.topics;
  list.dataset.every = list.dataset.seconds;
  findParts();
}

async function fetchPart(src) {
  const response = await fetch(src, { headers: { 'HX-Request': 'true' } });
  if (!response.ok) {
    throw new Error(`status ${response.status}`);
  }
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  return document.adoptNode(page.getElementById('found'));
}

/**
 * Adds the shown rows that follow the last row of a fresh first page. Returns whether the two
 * join: false when so many rows are new that some between them would be missing.
 */
function keepWhatIsBelow(found, fresh) {
  const shown = found.querySelector('[data-records]');
  const rows = fresh.querySelector('[data-records]');
  const more = rows?.querySelector('.more');
  if (!shown || !more) {
    return true;
  }
  const last = more.previousElementSibling;
  const same = last && shown.querySelector(`[id="${CSS.escape(last.id)}"]`);
  if (!same) {
    return shown.querySelectorAll('tr:not(.more)').length === 0;
  }
  more.remove();
  for (let row = same.nextElementSibling; row; row = row.nextElementSibling) {
    rows.append(row.cloneNode(true));
  }
  return true;
}

function show(found, fresh) {
  window.Idiomorph.morph(found, fresh);
  window.htmx.process(document.getElementById('found'));
}
