// Moves every progress bar of a job as its reports arrive: `data-progress-of` names the job.

import { duration, money, written } from './format.js';
import { markStale } from './fragments.js';
import { soon } from './frames.js';
import { onNews } from './live.js';

export function followProgress() {
  onNews(({ type, data }) => {
    if (type === 'JOB_PROGRESS') {
      soon(`progress ${data.jobId}`, () => show(data));
    }
  });
}

function show(report) {
  const places = document.querySelectorAll(`[data-progress-of="${CSS.escape(report.jobId)}"]`);
  for (const place of places) {
    place.querySelector('progress').value = report.progress;
    write(place, '[data-percent]', `${report.progress} %`);
    write(place, '[data-operation]', written(report.currentOperation ?? ''));
    write(place, '[data-remaining]', !report.timeRemaining ? '–' : duration(report.timeRemaining));
    const cost = place.querySelector('[data-cost]');
    if (cost && report.costSoFar != null) {
      cost.replaceChildren(money(report.costSoFar));
    }
    if (place.querySelector('.status')?.dataset.status !== 'RUNNING') {
      markStale((part) => part.contains(place));
    }
  }
}

function write(place, selector, text) {
  const element = place.querySelector(selector);
  if (element && element.textContent !== text) {
    element.textContent = text;
  }
}
