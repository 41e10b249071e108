// Cancels the job of this page, after asking.

import { post } from './api.js';
import { markStale } from './fragments.js';

export function start(part) {
  const dialog = document.getElementById('cancel-dialog');
  const failure = dialog.querySelector('[data-cancel-error]');
  part.querySelector('[data-cancel]').addEventListener('click', () => {
    failure.hidden = true;
    dialog.showModal();
  });
  dialog.querySelector('form').addEventListener('submit', async (event) => {
    if (event.submitter?.value === 'keep') {
      return;
    }
    event.preventDefault();
    const confirm = dialog.querySelector('[data-cancel-confirm]');
    const reason = dialog.querySelector('#cancel-reason').value.trim();
    confirm.disabled = true;
    try {
      await post(`/api/jobs/${part.dataset.job}/cancel`, reason ? { reason } : {});
      dialog.close();
      markStale(() => true);
    } catch (refused) {
      failure.textContent = refused.message;
      failure.hidden = false;
    } finally {
      confirm.disabled = false;
    }
  });
}
