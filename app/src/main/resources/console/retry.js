// Does the job of this page again, and goes to the new one.

import { post } from './api.js';

export function start(part) {
  const button = part.querySelector('[data-retry]');
  const failure = part.querySelector('[data-retry-error]');
  button.addEventListener('click', async () => {
    button.disabled = true;
    failure.hidden = true;
    try {
      const { job } = await post(`/api/jobs/${part.dataset.job}/retry`, {});
      location.assign(`/jobs/${job.id}`);
    } catch (refused) {
      failure.textContent = refused.message;
      failure.hidden = false;
      button.disabled = false;
    }
  });
}
