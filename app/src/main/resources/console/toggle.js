// Changes whether a provider gets jobs.

import { post } from './api.js';
import { markStale } from './fragments.js';

export function start(button) {
  button.addEventListener('click', async () => {
    const failure = button.parentElement.querySelector('[data-toggle-error]');
    failure.hidden = true;
    button.disabled = true;
    try {
      await post(button.dataset.post);
      markStale(() => true);
    } catch (refused) {
      failure.textContent = refused.message;
      failure.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
}
