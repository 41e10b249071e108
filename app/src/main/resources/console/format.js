// Formats values as the server does: see the class Shown.

const locale = document.documentElement.dataset.locale || undefined;
const twoDecimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const twoDigits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
const sixDecimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 6, maximumFractionDigits: 6 });
const plain = new Intl.NumberFormat('en', { minimumFractionDigits: 6, maximumFractionDigits: 6, useGrouping: false });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
// Every time on a page is UTC, as in logs and events.
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' });
const seconds = new Intl.DateTimeFormat(locale, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

/** Two decimals; below 1 two significant digits, so that only zero is shown as zero. */
export const number = (value) => (Math.abs(value) < 1 ? twoDigits : twoDecimals).format(value);
/** The time of day. */
export const time = (at, withSeconds) => (withSeconds ? seconds : clock).format(at);

/** Shows text of other users with a sign for each control character, including those that change the direction of writing. */
export const written = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

/** An amount: two decimals, and below 1 two significant digits; the title shows it to the last decimal. */
export function money(value) {
  const exact = plain.format(value); // toFixed writes 1e+21 and more with an exponent
  const size = Math.abs(value);
  const decimals = size === 0 ? 2 : Math.min(6, Math.max(2, 1 - Math.floor(Math.log10(size))));
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: decimals });
  const element = document.createElement('data');
  element.className = 'money';
  element.value = exact;
  element.title = `${exact} QUBIC`;
  element.textContent = (value < 0 ? '−' : '') + format.format(size);
  return element;
}

/** An amount to its last decimal, where precision matters. */
export function exactMoney(value) {
  const element = money(value);
  element.textContent = (value < 0 ? '−' : '') + sixDecimals.format(Math.abs(value));
  return element;
}

/** Formats seconds for people. */
export function duration(seconds) {
  if (seconds < 1) {
    return `${Math.round(seconds * 1000)} ms`;
  } else if (seconds < 60) {
    return `${number(Math.round(seconds * 10) / 10)} s`;
  }
  const all = Math.round(seconds);
  if (all < 3600) {
    return two(all / 60, 'min', all % 60, 's');
  } else if (all < 86_400) {
    return two(all / 3600, 'h', (all % 3600) / 60, 'min');
  }
  return two(all / 86_400, 'd', (all % 86_400) / 3600, 'h');
}

function two(big, bigUnit, small, smallUnit) {
  const less = Math.floor(small);
  return `${Math.floor(big)} ${bigUnit}${less === 0 ? '' : ` ${less} ${smallUnit}`}`;
}

export function ago(at) {
  const passed = Math.floor((Date.now() - at) / 1000);
  if (passed < 5) {
    return 'just now';
  } else if (passed < 60) {
    return `${passed} s ago`;
  } else if (passed < 3600) {
    return `${Math.floor(passed / 60)} min ago`;
  } else if (passed < 86_400) {
    return `${Math.floor(passed / 3600)} h ago`;
  } else if (passed < 30 * 86_400) {
    return `${Math.floor(passed / 86_400)} d ago`;
  }
  return date.format(at);
}

/** Keeps all relative times of the page fresh. */
export function keepTimes() {
  setInterval(() => {
    for (const element of document.querySelectorAll('time[data-ago]')) {
      const text = ago(Date.parse(element.dateTime));
      if (element.textContent !== text) {
        element.textContent = text;
      }
    }
  }, 1000);
}
