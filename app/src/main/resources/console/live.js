// Keeps one WebSocket for the page: it reconnects by itself, and says when it was away.

const FIRST_WAIT = 500; // ms; doubled with each try
const LONGEST_WAIT = 15_000;
const PING_EVERY = 20_000;
const PONG_WITHIN = 10_000;

const topics = new Set();
const listeners = { news: [], state: [] };
let socket = null;
let tries = 0;
let retry = 0;
let pulse = 0;
let overdue = 0;

/** Calls back with every message of the server. */
export function onNews(listener) {
  listeners.news.push(listener);
}

/** Calls back with {state: 'live' | 'lost', again: whether it was lost before, wait: ms}. */
export function onState(listener) {
  listeners.state.push(listener);
}

/** Sets the topics of the page, as in `marketplace` or `job:ID`; topics that are not named are unsubscribed. */
export function follow(wanted) {
  for (const topic of topics) {
    if (!wanted.has(topic)) {
      topics.delete(topic);
      send({ type: 'unsubscribe', subscriptionId: topic });
    }
  }
  for (const topic of wanted) {
    if (!topics.has(topic)) {
      topics.add(topic);
      subscribe(topic);
    }
  }
}

/** Reconnects at once. */
export function reconnect() {
  clearTimeout(retry);
  if (socket === null) {
    connect();
  }
}

export function connect() {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  socket = new WebSocket(`${scheme}//${location.host}/ws`);
  socket.onmessage = (frame) => {
    clearTimeout(overdue);
    const message = JSON.parse(frame.data);
    if (message.type === 'connected') {
      const again = tries > 0;
      tries = 0;
      topics.forEach(subscribe);
      tell('state', { state: 'live', again });
      pulse = setInterval(ping, PING_EVERY);
    } else {
      tell('news', message);
    }
  };
  socket.onclose = lost;
}

function lost() {
  clearInterval(pulse);
  clearTimeout(overdue);
  socket = null;
  tries++;
  const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries - 1));
  // Spreads the pages when a server comes back.
  const wait = longest * (0.5 + Math.random() / 2);
  retry = setTimeout(connect, wait);
  tell('state', { state: 'lost', again: tries > 1, wait });
}

function ping() {
  send({ type: 'ping' });
  overdue = setTimeout(giveUp, PONG_WITHIN);
}

/** Closes a connection without waiting for an answer, which a dead network never sends. */
function giveUp() {
  socket.onclose = null;
  socket.onmessage = null;
  socket.close();
  lost();
}

function subscribe(topic) {
  const kind = topic.split(':')[0];
  send({ type: `subscribe:${kind}`, subscriptionId: topic });
}

function send(message) {
  if (socket?.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify(message));
  }
}

function tell(kind, what) {
  for (const listener of listeners[kind]) {
    listener(what);
  }
}

addEventListener('online', reconnect);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) {
    reconnect();
  }
});
