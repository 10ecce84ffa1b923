import type { PhoneMessage } from '@countersign/engine';
import { validSeconds } from '../sending/valid-seconds.ts';

/** What may stand in a template, as `{{to}}`. `receipts`: the URL that receipts for this message go to, or nothing; `validSeconds`: when it is worthless. */
export const placeholders = ['to', 'text', 'id', 'channel', 'language', 'receipts', 'validSeconds'] as const;
export type Placeholder = (typeof placeholders)[number];

/** Why a text is no template for a message; undefined: it is one. Never repeats the text. */
export function templateProblem(text: string): string | undefined {
  const template = parsed(text);
  if (template === undefined) return 'it is not a JSON object';
  const named = Array.from(text.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g), ([, name]) => name ?? '');
  if (named.some((name) => !(placeholders as readonly string[]).includes(name)))
    return `it names something else than ${placeholders.map((name) => `{{${name}}}`).join(', ')}`;
  return named.includes('to') && named.includes('text') ? undefined : 'it must name {{to}} and {{text}}';
}

/** The body for a message. Values go into the strings of the JSON, never into its syntax. */
export function filledBody(
  template: string,
  message: PhoneMessage,
  { receipts, nowMs }: { readonly receipts: string | undefined; readonly nowMs: number },
): string {
  const { to, text, id, channel, language } = message;
  const left = String(validSeconds(message, nowMs));
  const values: Readonly<Record<Placeholder, string>> = {
    to,
    text,
    id,
    channel,
    language,
    receipts: receipts ?? '',
    validSeconds: left,
  };
  const fill = (part: unknown): unknown => {
    if (typeof part === 'string')
      return part.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: Placeholder) => values[name] ?? '');
    if (Array.isArray(part)) return part.map(fill);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, fill(value)]));
  };
  return JSON.stringify(fill(parsed(template) ?? {}));
}

function parsed(text: string): object | undefined {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null && !Array.isArray(found) ? found : undefined;
  } catch {
    return undefined;
  }
}
