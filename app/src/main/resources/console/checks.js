// Starts checks and rebuilds, and shows their progress and their results.

import { post } from './api.js';
import { duration, exactMoney, number } from './format.js';
import { markStale } from './fragments.js';

const CHECKS = {
  books: { path: '/api/audit/ledger', method: 'GET', show: showBooks },
  seal: { path: '/api/audit/verify', method: 'POST', show: showSeal },
};
const MOST_SHOWN = 50;

export function start(place) {
  const refused = place.querySelector('[data-refused]');
  place.addEventListener('click', async ({ target }) => {
    const check = target.closest('[data-start]')?.closest('[data-check]');
    if (check) {
      run(check);
    }
    const model = target.closest('[data-rebuild]')?.dataset.rebuild;
    if (model) {
      refused.hidden = true;
      try {
        await post(`/api/admin/projections/${encodeURIComponent(model)}/replay`);
      } catch (failure) {
        refused.textContent = failure.message;
        refused.hidden = false;
      }
      markStale((part) => part.id === 'models');
    }
  });
}

async function run(card) {
  const check = CHECKS[card.dataset.check];
  const button = card.querySelector('[data-start]');
  const work = card.querySelector('[data-work]');
  const bar = work.querySelector('progress');
  const said = work.querySelector('[data-said]');
  const result = card.querySelector('[data-result]');
  const began = performance.now();
  button.disabled = true;
  result.replaceChildren();
  bar.removeAttribute('value');
  said.textContent = 'Starting';
  work.hidden = false;
  try {
    const verdict = await follow(check, expectedOf(card), ({ checked, of }) => {
      bar.max = Math.max(of, 1);
      bar.value = checked;
      said.textContent = `${number(checked)} of ${number(of)} events`;
    });
    check.show(result, verdict, duration((performance.now() - began) / 1000));
  } catch (failure) {
    result.append(verdictLine(false, 'The check failed'), note(failure.message));
  } finally {
    work.hidden = true;
    button.disabled = false;
  }
}

/** Reads an answer that arrives line by line; its last line is the result. */
async function follow({ path, method }, expect, progress) {
  const response = await fetch(path, {
    method,
    headers: { Accept: 'application/x-ndjson', ...(expect && { 'Content-Type': 'application/json' }) },
    body: expect && JSON.stringify({ expect }),
  });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? 'Something went wrong; please try again');
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let last = null;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split('\n');
    rest = lines.pop();
    for (const line of lines.filter(Boolean)) {
      last = JSON.parse(line);
      if (last.checked !== undefined) {
        progress(last);
      }
    }
  }
  if (last === null || last.checked !== undefined) {
    throw new Error('The check stopped before its end. Another one may be running: please try again.');
  }
  return last;
}

function expectedOf(card) {
  const block = card.querySelector('[data-number]')?.value.trim();
  const hash = card.querySelector('[data-hash]')?.value.trim();
  return block || hash ? { number: Number(block) || null, hash } : null;
}

function showBooks(place, verdict, took) {
  const { agrees, position, transactions, accounts, differences, totalDifferences } = verdict;
  place.append(
    verdictLine(
      agrees,
      agrees ? 'The books agree with the events' : `The books differ in ${totalDifferences === 1 ? 'one place' : `${number(totalDifferences)} places`}`,
    ),
    note(
      `${number(transactions)} payments on ${number(accounts)} accounts follow from the events up to ` +
        `${number(position)}; compared in ${took}.`,
    ),
  );
  if (differences.length > 0) {
    place.append(list(differences.slice(0, MOST_SHOWN).map(difference)));
  }
  if (totalDifferences > MOST_SHOWN) {
    place.append(note(`The first ${MOST_SHOWN} are shown; GET /api/audit/ledger has more.`));
  }
}

function difference({ what, account, position, expected, found }) {
  const item = document.createElement('li');
  item.append(capital(what));
  if (account) {
    item.append(' of ', code(account));
  }
  if (position) {
    item.append(', ', eventLink(position));
  }
  item.append(': ', value(expected), ' expected, ', value(found), ' found');
  return item;
}

function showSeal(place, { intact, events, blocks, difference: first }, took) {
  place.append(
    verdictLine(intact, intact ? 'The log is as it was written' : 'The log is not as it was written'),
    note(`${number(events)} events in ${number(blocks)} blocks were checked in ${took}.`),
  );
  if (first) {
    const item = document.createElement('li');
    item.append(first.what);
    if (first.block) {
      item.append(`, block ${number(first.block)}`);
    }
    if (first.position) {
      item.append(', ', eventLink(first.position));
    }
    place.append(list([item]));
  }
}

function verdictLine(good, text) {
  const line = document.createElement('p');
  const status = document.createElement('span');
  line.className = 'verdict';
  status.className = 'status';
  status.dataset.status = good ? 'COMPLETED' : 'FAILED';
  status.textContent = text;
  line.append(status);
  return line;
}

function note(text) {
  const line = document.createElement('p');
  line.className = 'note';
  line.textContent = text;
  return line;
}

function list(items) {
  const all = document.createElement('ul');
  all.className = 'differences';
  all.append(...items);
  return all;
}

function code(text) {
  const element = document.createElement('code');
  element.textContent = text;
  return element;
}

function eventLink(position) {
  const link = document.createElement('a');
  link.href = `/audit/events/${position}`;
  link.textContent = `event ${number(position)}`;
  return link;
}

const value = (it) => (it === undefined || it === null ? 'nothing' : typeof it === 'number' ? exactMoney(it) : code(it));
const capital = (text) => text[0].toUpperCase() + text.slice(1);
