// The form for a new job: shows mistakes, the estimate and the provider that would take it while one types.

import { post } from './api.js';
import { duration, money, number, written } from './format.js';
import { mistakeIn } from './json.js';

const PAUSE = 250; // ms
const LARGEST = 7_500_000; // bytes: the server takes 8 MB
const SHOWN_AT_MOST = 200_000; // characters: more would make the editor slow

let form;
let held = null; // a large input that is not shown
let timer = 0;
let asked = 0;
let key = newKey();

export function start(element) {
  form = element;
  form.qubicAddress.value ||= localStorage.getItem('qubicAddress') ?? '';
  form.addEventListener('input', ({ target }) => {
    key = newKey();
    if (target === form.inputData) {
      held = null;
      checkInput();
    } else if (target.name) {
      clear(target);
    }
    clearTimeout(timer);
    timer = setTimeout(estimate, PAUSE);
  });
  form.addEventListener('submit', submit);
  form.querySelector('[data-format]').addEventListener('click', tidy);
  takeFiles();
  checkInput();
  estimate();
}

// What was typed

const text = (name) => form[name].value.trim();
/** Blanks around a name are part of it. */
const exact = (name) => form[name].value;
const amount = (name) => (text(name) === '' ? undefined : numeric(text(name)));
/** Reads a number with either decimal sign; other text goes to the server as it is. */
const numeric = (value) => {
  const plain = value.replace(',', '.');
  return Number.isFinite(Number(plain)) ? Number(plain) : value;
};

/** Reads what commas separate. */
function list(name) {
  const all = text(name)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return all.length === 0 ? undefined : all;
}

/** Reads labels such as tier=gold; other text goes to the server, which says what is wrong with it. */
function labels(name) {
  const pairs = list(name)?.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1), pair.includes('=')]);
  return pairs?.every(([, , isPair]) => isPair) ? Object.fromEntries(pairs) : pairs && text(name);
}

function requirements() {
  const wanted = {
    gpuModel: text('gpuModel') || undefined,
    minVramGb: amount('minVramGb'),
    gpuCount: amount('gpuCount'),
    minCpuCores: amount('minCpuCores'),
    minRamGb: amount('minRamGb'),
    location: text('location') || undefined,
    labels: labels('labels'),
    onlyProviders: list('onlyProviders'),
    notProviders: list('notProviders'),
  };
  return Object.values(wanted).some((value) => value !== undefined) ? wanted : undefined;
}

/** Times are typed in UTC, as the console shows them. */
const moment = (name) => (text(name) === '' ? undefined : `${text(name)}${text(name).length === 16 ? ':00' : ''}Z`);

/** Reads what bounds the job, beside its price. */
function limits() {
  const retry = { maxReassignments: amount('maxReassignments'), backoffSeconds: list('backoffSeconds')?.map(numeric) };
  return {
    maxTotalCost: amount('maxTotalCost'),
    timeoutSeconds: amount('timeoutSeconds'),
    progressTimeoutSeconds: amount('progressTimeoutSeconds'),
    notBefore: moment('notBefore'),
    expiresAt: moment('expiresAt'),
    retry: Object.values(retry).some((value) => value !== undefined) ? retry : undefined,
    priority: amount('priority'),
    labels: labels('ownLabels'),
  };
}

function parsedInput() {
  return held ?? JSON.parse(form.inputData.value.trim() || '{}');
}

// Errors

function checkInput() {
  const text = form.inputData.value;
  const mistake = held === null && text.trim() !== '' ? mistakeIn(text) : null;
  if (mistake) {
    say('inputData', place(mistake));
    return false;
  }
  const input = parsedInput();
  const isObject = input !== null && typeof input === 'object' && !Array.isArray(input);
  say('inputData', isObject ? '' : 'It must be an object: { … }');
  return isObject;
}

const place = ({ line, column, message }) => `Line ${line}, column ${column}: ${message}.`;

function say(field, message) {
  const line = form.querySelector(`[data-error-of="${field}"]`);
  const input = form[field === 'labels' ? 'ownLabels' : field.replace(/^(requirements|retry)\./, '')];
  if (!line || !input) {
    return false;
  }
  line.textContent = message;
  line.hidden = message === '' && field !== 'inputData';
  line.id ||= `${input.id}-error`;
  if (message) {
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', [input.id === 'inputData' ? 'inputData-hint' : '', line.id].join(' ').trim());
  } else {
    input.removeAttribute('aria-invalid');
  }
  return true;
}

function clear(input) {
  const own = input.name === 'ownLabels' ? 'labels' : input.name;
  for (const field of input.name === 'labels' ? ['requirements.labels'] : [own, `requirements.${own}`, `retry.${own}`]) {
    say(field, '');
  }
}

/** Shows each error beside its field, and errors without a field below the button. */
function show(refused) {
  const elsewhere = refused.errors.filter(({ field, message }) => !say(field, `${message[0].toUpperCase()}${message.slice(1)}.`));
  const failure = form.querySelector('[data-failure]');
  const reason = refused.errors.length === 0 ? refused.message : elsewhere.map(({ field, message }) => `${field} ${message}`).join('; ');
  failure.textContent = reason;
  failure.hidden = reason === '';
}

// The estimate

async function estimate() {
  const number = ++asked;
  const terms = { modelType: exact('modelType'), computeNeeded: amount('computeNeeded'), maxPrice: amount('maxPrice'), requirements: requirements(), ...limits() };
  try {
    const { estimate: found } = await post('/api/jobs/estimate', terms);
    if (number === asked) {
      showEstimate(found);
      showFits(found.best, found.matchingProviders);
    }
  } catch (refused) {
    if (number === asked) {
      form.querySelector('[data-estimate]').textContent = '–';
      form.querySelector('[data-estimate-note]').textContent = '';
      form.querySelector('[data-highest]').textContent = '';
      form.querySelector('[data-matching]').textContent = '';
      form.querySelector('[data-fits]').replaceChildren();
      show({ message: refused.message, errors: refused.errors ?? [] });
    }
  }
}

/** Estimates at the market's price or, while no provider would take the job, at its highest price. */
function showEstimate(found) {
  const { estimatedCost, computeHours, pricePerHour, marketPrice, bestOffer, expectedCharge } = found;
  const place = form.querySelector('[data-estimate]');
  place.replaceChildren(money(expectedCharge ?? estimatedCost));
  const price =
    expectedCharge === null
      ? `${number(pricePerHour)} an hour${amount('maxPrice') === undefined ? '' : ', the highest price'}`
      : `${number(marketPrice)} an hour, ${bestOffer} now`;
  form.querySelector('[data-estimate-note]').textContent =
    `QUBIC for ${number(computeHours)} h at ${price}. The charge is the time worked, at the provider's price.`;
  form.querySelector('[data-highest]').textContent = highest(found);
  form.querySelector('[data-failure]').hidden = true;
}

/** Says what the charge is at most. */
function highest({ highestCharge, highestPrice, timeoutSeconds, maxTotalCost }) {
  if (highestCharge === null) {
    return '';
  }
  return highestCharge === maxTotalCost
    ? `At most ${number(highestCharge)}, the most that it may cost.`
    : `At most ${number(highestCharge)}: ${duration(timeoutSeconds)} at ${number(highestPrice)} an hour.`;
}

function showFits(fits, all) {
  form.querySelector('[data-matching]').textContent = all === 1 ? '1 provider' : `${number(all)} providers`;
  const rows = fits.map(({ id, name, workerId, gpuModel, cpuModel, pricePerHour }) => {
    const row = document.createElement('li');
    const link = document.createElement('a');
    link.href = `/market/${id}`;
    link.textContent = written(name ?? workerId);
    const machine = document.createElement('span');
    machine.className = 'note';
    machine.textContent = written(gpuModel ?? cpuModel ?? '');
    row.append(link, machine, money(pricePerHour));
    return row;
  });
  if (rows.length === 0) {
    const none = document.createElement('li');
    none.className = 'note';
    none.textContent = 'No provider at the moment: the job would wait. Another model, a higher price or fewer requirements may find one.';
    rows.push(none);
  }
  form.querySelector('[data-fits]').replaceChildren(...rows);
}

// Sending

async function submit(event) {
  event.preventDefault();
  const button = form.querySelector('[type=submit]');
  if (!checkInput()) {
    form.inputData.focus();
    return;
  }
  button.disabled = true;
  try {
    const { job } = await post(
      '/api/jobs/create',
      {
        modelType: exact('modelType'),
        qubicAddress: exact('qubicAddress'),
        computeNeeded: amount('computeNeeded'),
        maxPrice: amount('maxPrice'),
        ...limits(),
        requirements: requirements(),
        inputData: parsedInput(),
      },
      { 'Idempotency-Key': key }, // a second press, or a repeat after a lost answer, makes no second job
    );
    localStorage.setItem('qubicAddress', exact('qubicAddress'));
    location.assign(`/jobs/${job.id}`);
  } catch (refused) {
    show(refused);
    form.querySelector('[aria-invalid=true]')?.focus();
    button.disabled = false;
  }
}

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Input

function tidy() {
  if (checkInput() && held === null) {
    form.inputData.value = JSON.stringify(parsedInput(), null, 2);
  }
}

function takeFiles() {
  const editor = form.inputData;
  editor.addEventListener('dragover', (event) => {
    event.preventDefault();
    editor.classList.add('drop');
  });
  editor.addEventListener('dragleave', () => editor.classList.remove('drop'));
  editor.addEventListener('drop', (event) => {
    event.preventDefault();
    editor.classList.remove('drop');
    take(event.dataTransfer.files[0]);
  });
  const chooser = form.querySelector('[data-file]');
  chooser.addEventListener('change', () => {
    take(chooser.files[0]);
    chooser.value = '';
  });
}

async function take(file) {
  if (!file) {
    return;
  }
  if (file.size > LARGEST) {
    say('inputData', `${file.name} is too large: at most ${number(LARGEST / 1e6)} MB fit into a job.`);
    return;
  }
  const input = await read(file);
  key = newKey();
  held = null;
  if (input.length > SHOWN_AT_MOST) {
    const mistake = mistakeIn(input);
    if (mistake) {
      say('inputData', `${file.name}: ${place(mistake)}`);
      return;
    }
    held = JSON.parse(input);
    form.inputData.value = `${file.name}, ${number(file.size / 1e6)} MB. Typing here replaces it.`;
  } else {
    form.inputData.value = input;
  }
  checkInput();
}

async function read(file) {
  if (file.type.startsWith('image/')) {
    return JSON.stringify({ image: await dataUrl(file) }, null, 2);
  }
  const content = await file.text();
  const isJson = file.type === 'application/json' || file.name.endsWith('.json');
  return isJson ? content : JSON.stringify({ text: content }, null, 2);
}

function dataUrl(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
