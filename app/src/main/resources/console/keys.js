// Issues keys, shows each once, and revokes them after asking.

import { post, remove } from './api.js';
import { markStale } from './fragments.js';

export function start(place) {
  issueFrom(place.querySelector('#new-key'), place.querySelector('[data-issued]'));
  revokeIn(place, place.querySelector('#revoke-dialog'));
}

function issueFrom(form, issued) {
  const refused = form.querySelector('[data-refused]');
  const say = (field, text) => {
    const line = form.querySelector(`[data-error-of="${field}"]`) ?? refused;
    line.textContent = text;
    line.hidden = text === '';
    form[field]?.toggleAttribute('aria-invalid', text !== '');
  };
  const askForSubject = () => {
    const needed = form.role.selectedOptions[0].dataset.subject === 'true';
    form.querySelector('[data-for-subject]').hidden = !needed;
    return needed;
  };
  form.role.addEventListener('change', askForSubject);
  askForSubject();
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    form.querySelectorAll('[data-error-of]').forEach((line) => say(line.dataset.errorOf, ''));
    refused.hidden = true;
    issued.hidden = true;
    const until = form.expiresAt.value;
    const button = form.querySelector('[type=submit]');
    button.disabled = true;
    try {
      const { secret } = await post('/api/keys', {
        role: form.role.value,
        name: form.elements.name.value,
        subject: askForSubject() ? form.subject.value : undefined,
        expiresAt: until ? `${until}:00Z` : undefined,
      });
      issued.querySelector('[data-secret]').textContent = secret;
      issued.querySelector('[data-copy]').dataset.copy = secret;
      issued.hidden = false;
      form.elements.name.value = '';
      markStale(() => true);
    } catch (failure) {
      if (failure.errors?.length > 0) {
        failure.errors.forEach(({ field, message }) => say(field, message));
      } else {
        say('', failure.message);
      }
    } finally {
      button.disabled = false;
    }
  });
}

function revokeIn(place, dialog) {
  const failure = dialog.querySelector('[data-revoke-error]');
  let id = null;
  place.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-revoke]');
    if (button) {
      id = button.dataset.revoke;
      dialog.querySelector('[data-revoked-name]').textContent = button.dataset.name;
      failure.hidden = true;
      dialog.showModal();
    }
  });
  dialog.querySelector('form').addEventListener('submit', async (event) => {
    if (event.submitter?.value !== 'revoke') {
      return;
    }
    event.preventDefault();
    event.submitter.disabled = true;
    try {
      await remove(`/api/keys/${encodeURIComponent(id)}`);
      dialog.close();
      markStale(() => true);
    } catch (refused) {
      failure.textContent = refused.message;
      failure.hidden = false;
    } finally {
      event.submitter.disabled = false;
    }
  });
}
