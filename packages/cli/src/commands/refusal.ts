import { type EventType, eventTypes, type Unreadable } from '@countersign/events';
import { shownValue } from '@countersign/runtime';
import type { z } from 'zod';

/**
 * Why an event is refused, for whoever sends it: where, what came and what is allowed, in one sentence.
 * Only for the sender's own terminal, because it repeats what came; dead letters never do.
 */
export function refusal(text: string, { code, message }: Unreadable): string {
  if (code !== 'invalid_data' && code !== 'not_cloudevent') return message;
  const event = JSON.parse(text) as Readonly<Record<string, unknown>>; // Only what is JSON gets one of these two codes.
  if (code === 'not_cloudevent') return attributeProblem(event) ?? message;
  const schema: z.ZodType = eventTypes[event['type'] as EventType]; // An unknown type has a code of its own.
  const [issue, ...others] = schema.safeParse(event['data']).error?.issues ?? [];
  if (issue === undefined) return message;
  const path = issue.path.map(String);
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return `${['data', ...path].join('.')} ${came(valueAt(event['data'], path))}; allowed: ${allowed(issue)}${more}.`;
}

const attributes: Readonly<Record<string, string>> = {
  specversion: '"1.0"',
  id: 'a text of 1 to 256 characters, another one for every event',
  source: 'a text of 1 to 256 characters, the system that it comes from',
  type: 'an event type, for example login.succeeded',
  subject: 'the account id, a text of 1 to 128 characters',
  time: 'an instant such as 2026-03-01T09:30:00Z',
  data: 'an object',
};

function attributeProblem(event: Readonly<Record<string, unknown>>): string | undefined {
  const isWrong = (name: string): boolean => {
    const value = event[name];
    if (name === 'data') return typeof value !== 'object' || value === null;
    if (typeof value !== 'string' || value === '' || value.length > 256) return true;
    return name === 'time' && (Number.isNaN(Date.parse(value)) || !/(Z|[+-]\d\d:\d\d)$/.test(value));
  };
  const name = Object.keys(attributes).find(isWrong);
  return name === undefined ? undefined : `${name} ${came(event[name])}; allowed: ${attributes[name]}.`;
}

const came = (value: unknown): string =>
  value === undefined ? 'is missing' : `is ${typeof value === 'string' ? shownValue(value, false) : shortened(value)}`;

const shortened = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[name] : undefined,
    value,
  );

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  object: 'an object',
  array: 'a list',
  boolean: 'true or false',
};

function allowed(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map(String).join(', ');
    case 'too_big':
      return `at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'too_small':
      return `at least ${issue.minimum}${unitOf(issue.origin)}`;
    default:
      if (issue.code === 'invalid_format' && issue.format === 'datetime') return attributes['time'] ?? '';
      return issue.message.replace(/^Invalid [^:]*: /, '').replace(/ (is|are) allowed$/, '');
  }
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}
