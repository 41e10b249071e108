// A click anywhere in a row opens what the row is about: its first link.

export function openRows() {
  document.addEventListener('click', (click) => {
    const row = click.target.closest('tbody[data-rows] tr:not(.more)');
    const link = row?.querySelector('a[href]');
    // Other links lead where they say, and text can be selected.
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
