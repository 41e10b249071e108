// Shows values the way the server does: see the class Shown.

const locale = document.documentElement.dataset.locale || undefined;
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const twoDecimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const twoDigits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
const point = new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal').value;
const plain = new Intl.NumberFormat('en', { minimumFractionDigits: 6, maximumFractionDigits: 6, useGrouping: false });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false });

/** Two decimals; below 1 two digits that count, so that nothing but zero is shown as zero. */
export const number = (value) => (Math.abs(value) < 1 ? twoDigits : twoDecimals).format(value);
export const time = (at) => clock.format(at);

/** What others wrote, with a sign for each control, among them those that turn the writing. */
export const written = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

/** An amount with all six decimals; the zeros at the end stand back. */
export function money(value) {
  const exact = plain.format(value); // toFixed writes 1e+21 and more with an exponent
  const [units, decimals] = exact.replace('-', '').split('.');
  const kept = Math.max(2, decimals.replace(/0+$/, '').length);
  const element = document.createElement('data');
  element.className = 'money';
  element.value = exact;
  element.title = `${exact} QUBIC`;
  const main = document.createElement('span');
  main.textContent = (value < 0 ? '−' : '') + whole.format(units) + point + decimals.slice(0, kept);
  const rest = document.createElement('span');
  rest.className = 'rest';
  rest.textContent = decimals.slice(kept);
  element.append(main, rest);
  return element;
}

/** Seconds as people say them. */
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
  const seconds = Math.floor((Date.now() - at) / 1000);
  if (seconds < 5) {
    return 'just now';
  } else if (seconds < 60) {
    return `${seconds} s ago`;
  } else if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ago`;
  } else if (seconds < 86_400) {
    return `${Math.floor(seconds / 3600)} h ago`;
  } else if (seconds < 30 * 86_400) {
    return `${Math.floor(seconds / 86_400)} d ago`;
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
