// Draws charts of data from the API: `data-src` is its address, `data-list` the member with the samples,
// `data-x` their time, `data-series` the lines of the chart: `member:Name member:Name`.

import uPlot from './lib/uplot/uPlot.esm.js';
import { number, time } from './format.js';

const STROKES = ['--accent', '--completed', '--pending'];
const HEIGHT = 216;
const MOST_METRICS = 6;
const HALF_A_DAY = 43_200; // s
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];
const SMALL_HEIGHT = 120;
const drawn = new Map();

/** Draws a chart, or draws it again with new data. */
export async function draw(figure) {
  if (figure.childElementCount === 0) {
    figure.classList.add('loading');
  }
  try {
    const response = await fetch(figure.dataset.src, { headers: { Accept: 'application/json' } });
    if (!response.ok) {
      throw new Error(`status ${response.status}`);
    }
    const answer = await response.json();
    if (figure.dataset.chart === 'metrics') {
      showMetrics(figure, answer.metrics);
    } else {
      show(figure, answer[figure.dataset.list]);
    }
  } catch (failure) {
    if (figure.childElementCount === 0) {
      say(figure, 'This could not be loaded', 'It is tried again by itself.');
    }
    throw failure;
  } finally {
    figure.classList.remove('loading');
  }
}

function show(figure, samples, series = seriesOf(figure)) {
  const known = samples.some((sample) => series.some(({ member }) => typeof sample[member] === 'number'));
  if (!known) {
    say(figure, figure.dataset.empty ?? 'Nothing yet', figure.dataset.emptyHint ?? 'It appears here as it happens.');
    return;
  }
  const x = samples.map((sample) => Date.parse(sample[figure.dataset.x]) / 1000);
  const data = [x, ...series.map(({ member }) => samples.map((sample) => sample[member] ?? null))];
  const keys = list(series, samples, figure.dataset.chart === 'bars' ? 'today' : 'now');
  const before = drawn.get(figure);
  if (before && before.names === names(series)) {
    before.plot.setData(data);
    before.keys.replaceWith(keys);
    before.keys = keys;
    return;
  }
  before?.plot.destroy();
  if (!series.some(({ member }) => samples.filter((sample) => typeof sample[member] === 'number').length > 1)) {
    drawn.delete(figure);
    figure.replaceChildren(keys); // a line needs two points
    return;
  }
  const plot = new uPlot(options(figure, series, data), data);
  figure.replaceChildren(keys, plot.root);
  plot.root.setAttribute('aria-hidden', 'true');
  drawn.set(figure, { plot, keys, names: names(series) });
  watchSize(figure);
}

/** Draws each metric of a worker in a small chart of its own, because their units are unknown. */
function showMetrics(place, all) {
  const from = place.dataset.minutes ? Date.now() - Number(place.dataset.minutes) * 60_000 : 0;
  const samples = all.filter(({ timestamp }) => Date.parse(timestamp) >= from).map(flat);
  const members = [...new Set(samples.flatMap(Object.keys))]
    .filter((member) => samples.some((sample) => typeof sample[member] === 'number'))
    .slice(0, MOST_METRICS);
  if (members.length === 0) {
    say(place, place.dataset.empty, place.dataset.emptyHint);
    return;
  }
  place.querySelector('.empty')?.remove();
  for (const member of members) {
    let figure = [...place.children].find((child) => child.dataset.member === member);
    if (!figure) {
      figure = document.createElement('figure');
      figure.className = 'chart small';
      Object.assign(figure.dataset, { member, x: 'timestamp' });
      place.append(figure);
    }
    show(figure, samples, [{ member, name: words(member), stroke: STROKES[0] }]);
  }
}

/** Flattens one level: {gpu: {temperature: 64}} becomes {'gpu.temperature': 64}. */
function flat(sample) {
  const all = Object.create(null); // a worker may call a metric __proto__
  for (const [name, value] of Object.entries(sample)) {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      Object.entries(value).forEach(([inner, innerValue]) => (all[`${name}.${inner}`] = innerValue));
    } else {
      all[name] = value;
    }
  }
  return all;
}

const names = (series) => JSON.stringify(series.map(({ member }) => member));

function seriesOf(figure) {
  return figure.dataset.series.split(' ').map((entry, index) => {
    const [member, name] = entry.split(':');
    return { member, name, stroke: STROKES[index % STROKES.length] };
  });
}

/** Turns `gpuUtilization` and `gpu.utilization` into words. */
const words = (member) => {
  const text = member.replace(/[._]/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().trim() || 'unnamed';
  return (text[0].toUpperCase() + text.slice(1)).replace(/\b(gpu|cpu|v?ram|gb|mb)\b/gi, (unit) => unit.toUpperCase());
};

/** Lists the series with their newest values, which describes the picture in words. */
function list(series, samples, now) {
  const keys = document.createElement('ul');
  keys.className = 'keys';
  for (const { member, name } of series) {
    const values = samples.map((sample) => sample[member]).filter((value) => typeof value === 'number');
    const key = document.createElement('li');
    const line = document.createElement('i');
    const value = document.createElement('b');
    value.textContent = values.length ? number(values.at(-1)) : '–';
    key.append(line, `${name} `, value, ` ${now}, ${number(Math.max(0, ...values))} at most`);
    keys.append(key);
  }
  return keys;
}

function say(figure, title, text) {
  drawn.get(figure)?.plot.destroy();
  drawn.delete(figure);
  const empty = document.createElement('div');
  empty.className = 'empty';
  for (const [name, content] of [['title', title], ['', text]]) {
    const line = document.createElement('p');
    line.className = name;
    line.textContent = content;
    empty.append(line);
  }
  figure.replaceChildren(empty);
}

function options(figure, series, data) {
  const bars = figure.dataset.chart === 'bars';
  const counts = data.slice(1).flat().every((value) => Number.isInteger(value ?? 0));
  const axis = {
    stroke: resolved(figure, '--muted'),
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
    grid: { stroke: resolved(figure, '--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: Math.max(200, figure.clientWidth),
    height: figure.classList.contains('small') ? SMALL_HEIGHT : HEIGHT,
    tzDate: (at) => uPlot.tzDate(new Date(at * 1000), 'Etc/UTC'),
    legend: { show: false },
    cursor: { y: false, points: { size: 7 } },
    scales: {
      x: { time: true, range: (plot, first, last) => (bars ? [first - HALF_A_DAY, last + HALF_A_DAY] : [first, last]) },
      y: { range: (plot, low, high) => [Math.min(0, low ?? 0), nice(high)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 70,
        size: 26,
        values: (plot, at, index, space, step) => (bars ? at.map(day) : ticks(at, step)),
      },
      { ...axis, size: 44, incrs: counts ? WHOLE : undefined, values: (plot, ticks) => ticks.map(number) },
    ],
    series: [
      {},
      ...series.map(({ name, stroke }, index) => ({
        label: name,
        stroke: resolved(figure, stroke),
        width: 1.75,
        dash: index === 1 ? [5, 4] : undefined,
        spanGaps: true,
        points: { show: bars ? false : undefined, size: 5 },
        fill: bars ? resolved(figure, stroke) : index === 0 ? resolved(figure, '--accent-soft') : undefined,
        paths: bars ? uPlot.paths.bars({ size: [0.7, 28], radius: 0.15 }) : undefined,
      })),
    ],
    hooks: { setCursor: [(plot) => tip(figure, plot, series)] },
  };
}

const nice = (high) => (high > 0 ? high * 1.1 : 1);

/** Formats the times of ticks in UTC; with seconds when ticks are closer than a minute, so that none repeats. */
export const ticks = (at, step) => at.map((seconds) => time(new Date(seconds * 1000), step < 60));

const day = (seconds) =>
  new Date(seconds * 1000).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** Shows the values under the pointer. */
function tip(figure, plot, series) {
  let bubble = figure.querySelector('.tip');
  const index = plot.cursor.idx;
  if (index == null || plot.cursor.left < 0) {
    bubble?.remove();
    return;
  }
  if (!bubble) {
    bubble = document.createElement('div');
    bubble.className = 'tip';
    plot.over.append(bubble);
  }
  const values = series.map(({ name }, at) => `${name} ${number(plot.data[at + 1][index] ?? 0)}`);
  const at = plot.data[0][index];
  const when = figure.dataset.chart === 'bars' ? day(at) : ticks([at], at % 60 === 0 ? 60 : 1)[0];
  bubble.textContent = [when, ...values].join(' · ');
  const left = plot.cursor.left;
  bubble.style.left = `${Math.min(left + 10, plot.over.clientWidth - bubble.offsetWidth)}px`;
}

/** Returns a colour of the style sheet in a form that a canvas accepts. */
function resolved(figure, name) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  figure.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const chart = drawn.get(target);
    const width = Math.max(200, target.clientWidth);
    if (chart && chart.plot.width !== width) {
      chart.plot.setSize({ width, height: chart.plot.height });
    }
  }
});

function watchSize(figure) {
  sizes.observe(figure);
}

/** Draws with the current colours. */
export function redrawAll() {
  for (const [figure, { plot }] of drawn) {
    plot.destroy();
    drawn.delete(figure);
    const asked = figure.closest('[data-chart]');
    if (asked) {
      draw(asked).catch(() => {});
    }
  }
}
