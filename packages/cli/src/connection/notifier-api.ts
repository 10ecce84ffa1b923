import type { Connection } from './connection.ts';

/** What the notifier's interface answered; `status` 0 where nothing answers. */
export interface NotifierAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** One sentence, where there was no answer to use. */
  readonly error: string | undefined;
}

const keyAdvice = 'Set COUNTERSIGN_API_KEY to a key that the notifier knows (`countersign keys new` makes one).';
const unknownAnswer = 'The notifier gave an answer that the command line does not know.';

/** Asks the notifier. A body makes it a POST. Never throws. */
export async function askNotifier(
  to: Connection['verification'],
  path: string,
  body?: object,
): Promise<NotifierAnswer> {
  const response = await fetch(`${to.url}${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(to.key === undefined ? {} : { authorization: `Bearer ${to.key}` }),
    },
  }).catch(() => undefined);
  if (response === undefined) {
    const error = `Nothing answers at ${to.url}; start the notifier, or set COUNTERSIGN_NOTIFIER_URL.`;
    return { status: 0, body: {}, error };
  }
  const answer = (await response.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
  return { status: response.status, body: answer, error: errorOf(response, answer) };
}

function errorOf({ status, ok }: Response, { error }: Readonly<Record<string, unknown>>): string | undefined {
  const said = typeof error === 'string' ? error : undefined;
  if (status === 401) return `${said ?? 'The API key is refused.'} ${keyAdvice}`;
  return said ?? (ok || status === 409 || status === 422 ? undefined : unknownAnswer);
}
