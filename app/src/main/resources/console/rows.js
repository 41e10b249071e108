// A click anywhere in a row follows the row's first link.

export function openRows() {
  document.addEventListener('click', (click) => {
    const row = click.target.closest('tbody[data-rows] tr:not(.more)');
    const link = row?.querySelector('a[href]');
    // Other links keep their own target, and text stays selectable.
    if (!link || click.target.closest('a, button') || getSelection().toString() !== '') {
      return;
    }
    if (click.ctrlKey || click.metaKey) {
      window.open(link.href);
    } else {
      link.click();
    }
  });
}
