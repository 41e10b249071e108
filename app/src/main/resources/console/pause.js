// Pauses the market, or opens it again.

import { put } from './api.js';
import { markStale } from './fragments.js';

export function start(button) {
  button.addEventListener('click', async () => {
    const failure = button.parentElement.querySelector('[data-pause-error]');
    failure.hidden = true;
    button.disabled = true;
    try {
      await put('/api/admin/market', { state: button.dataset.state });
      markStale(() => true);
    } catch (refused) {
      failure.textContent = refused.message;
      failure.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
}
