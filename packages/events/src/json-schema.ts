import { z } from 'zod';
import { eventTypes } from './account-event.ts';
import { recordTypes } from './record-types.ts';

/** Everything that can stand in `data`, by CloudEvents type. */
const everyType = { ...eventTypes, ...recordTypes };
/** Name of an event or record type. */
export type PublishedType = keyof typeof everyType;

/** Names of all event and record types. */
export const publishedTypes = Object.keys(everyType) as readonly PublishedType[];

/** JSON Schema (draft 2020-12) of a whole CloudEvent of one type, for validators and editors of other languages. */
export function jsonSchemaOf(type: PublishedType): Readonly<Record<string, unknown>> {
  const text = { type: 'string', minLength: 1, maxLength: 256 };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: type,
    type: 'object',
    required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'data'],
    properties: {
      specversion: { const: '1.0' },
      id: text,
      source: text,
      type: { const: type },
      subject: { ...text, maxLength: 128 },
      time: { type: 'string', format: 'date-time' },
      datacontenttype: { const: 'application/json' },
      schemaversion: { const: '1' },
      traceparent: { type: 'string' },
      data: dataSchema(type),
    },
  };
}

function dataSchema(type: PublishedType): Readonly<Record<string, unknown>> {
  const { $schema: _, ...schema } = z.toJSONSchema(everyType[type], { io: 'input' });
  return schema;
}
