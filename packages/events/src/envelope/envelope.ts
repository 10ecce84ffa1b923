import { z } from 'zod';
import { instant, text } from '../fields.ts';
import { exactMatch } from './exact-match.ts';
import { type Unreadable, unreadable } from './parse-json.ts';

/** Attributes of a CloudEvents 1.0 event; unknown extension attributes are dropped. */
export const envelope = z.object({
  specversion: z.literal('1.0'),
  id: text(256),
  source: text(256),
  type: text(128),
  subject: text(128),
  time: instant,
  /** Version of the data's schema; `1` when absent. */
  schemaversion: z.unknown().optional(),
  /** A bad one is ignored: no event is lost for its trace. */
  traceparent: z.unknown().optional(),
  data: z.unknown(),
});
/** The attributes as they are decoded. */
export type Envelope = z.infer<typeof envelope>;

/** Extension attributes stay where they are; nobody looks at them. */
const isEnvelope = exactMatch(envelope, 'dropped');

/** Reads the attributes around `data`. */
export function readEnvelope(
  json: Readonly<Record<string, unknown>>,
): { readonly ok: true; readonly envelope: Envelope } | Unreadable {
  if (json['specversion'] !== undefined && json['specversion'] !== '1.0') {
    return unreadable('unsupported_version', 'specversion is not 1.0; only CloudEvents 1.0 is read.');
  }
  if (json['schemaversion'] === undefined && isEnvelope(json)) return { ok: true, envelope: json as Envelope };
  const parsed = envelope.safeParse(json);
  if (!parsed.success) return unreadable('not_cloudevent', whereAndWhat(parsed.error.issues, ''));
  const version = parsed.data.schemaversion ?? '1';
  if (version !== '1')
    return unreadable('unsupported_version', 'schemaversion is not the text "1"; this release reads version 1 only.');
  return { ok: true, envelope: parsed.data };
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The first problems of a schema as one sentence: where, and what is allowed. Values are never repeated. */
export function whereAndWhat(issues: readonly Issue[], below: string): string {
  const shown = issues
    .slice(0, 3)
    .map(({ path, message }) => `${[below, ...path].filter((part) => part !== '').join('.')}: ${message}`);
  const more = issues.length > 3 ? ` and ${issues.length - 3} more` : '';
  return `${shown.join('; ')}${more}.`;
}
