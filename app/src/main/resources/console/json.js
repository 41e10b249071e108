// Finds the place of a mistake in JSON; browsers report it differently, and some not at all.

const DEEPEST = 100; // the server takes no more

/** Returns null for JSON, or the line and column of the first mistake and what it is. */
export function mistakeIn(text) {
  let at = 0;

  const fail = (message, where = at) => {
    const before = text.slice(0, where).split('\n');
    throw { line: before.length, column: before.at(-1).length + 1, message };
  };
  const skip = (pattern) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    at += found ? found[0].length : 0;
    return found !== null;
  };
  const space = () => skip(/[ \t\r\n]*/y);
  const next = (character) => text[at] === character && ++at > 0;

  function value(depth) {
    space();
    if (depth > DEEPEST) {
      fail('nested too deep');
    } else if (next('{')) {
      list('}', depth, member);
    } else if (next('[')) {
      list(']', depth, value);
    } else if (text[at] === '"') {
      string();
    } else if (!skip(/-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|true|false|null/y)) {
      fail(at >= text.length ? 'it ends too early' : 'a value is expected here');
    }
    space();
  }

  function list(end, depth, element) {
    space();
    if (next(end)) {
      return;
    }
    do {
      element(depth + 1);
    } while (next(','));
    if (!next(end)) {
      fail(at >= text.length ? `it ends too early: ${end} is missing` : `a comma or ${end} is expected here`);
    }
  }

  function member(depth) {
    space();
    if (text[at] !== '"') {
      fail('a name in double quotes is expected here');
    }
    string();
    space();
    if (!next(':')) {
      fail('a colon is expected here');
    }
    value(depth);
  }

  function string() {
    const start = at;
    if (!skip(/"([^"\\\x00-\x1f]|\\(["\\/bfnrt]|u[\da-fA-F]{4}))*"/y)) {
      fail('this text has no end, or a character that must be escaped', start);
    }
  }

  try {
    value(0);
    return at < text.length ? fail('nothing more is expected here') : null;
  } catch (mistake) {
    if (mistake.line === undefined) {
      throw mistake;
    }
    return mistake;
  }
}
