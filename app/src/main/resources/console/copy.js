// Buttons that copy an id or an address.

const SHOWN_MILLIS = 1500;

export function copyOnClick() {
  document.addEventListener('click', async ({ target }) => {
    const button = target.closest('[data-copy]');
    if (button) {
      await copy(button.dataset.copy);
      confirm(button);
    }
  });
}

async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  // Browsers allow the clipboard only to pages of https and localhost.
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}

function confirm(button) {
  const use = button.querySelector('use');
  const [file] = use.getAttribute('href').split('#');
  const show = (icon, label) => {
    use.setAttribute('href', `${file}#${icon}`);
    button.setAttribute('aria-label', label);
  };
  show('copied', 'Copied');
  setTimeout(() => show('copy', 'Copy'), SHOWN_MILLIS);
}
