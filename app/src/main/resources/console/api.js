// Calls the public API for the reader of this page.

/** A refusal of the server: its reason in words, and the bad fields. */
export class Refused extends Error {
  constructor(problem) {
    super(problem.detail ?? 'Something went wrong; please try again');
    this.status = problem.status;
    this.errors = problem.errors ?? [];
  }
}

export const get = (path) => call(path, {});

export const post = (path, body, headers = {}) => send('POST', path, body, headers);

export const put = (path, body) => send('PUT', path, body, {});

const send = (method, path, body, headers) =>
  call(path, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body ?? {}),
  });

export const remove = (path) => call(path, { method: 'DELETE' });

async function call(path, request) {
  let response;
  try {
    response = await fetch(path, { ...request, headers: { Accept: 'application/json', ...request.headers } });
  } catch {
    throw new Refused({ detail: 'The server cannot be reached; please try again' });
  }
  if (response.status === 401) {
    location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refused({ status: response.status, ...answer });
  }
  return answer;
}
