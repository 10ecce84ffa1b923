import {
  decodeEvent,
  encodeRecord,
  eventTypeNames,
  exampleEvent,
  exampleRecord,
  jsonSchemaOf,
  publishedTypes,
  recordTypeNames,
} from '@countersign/events';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { CloudEvent, Kafka } from 'cloudevents';
import { describe, expect, it } from 'vitest';

const options = { nowMs: Date.UTC(2026, 2, 1, 9, 30), id: 'example-1', accountId: 'account-1' };
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });

describe('published schemas', () => {
  it.each(publishedTypes)('%s has a JSON Schema that a validator of its own accepts', (type) => {
    expect(() => ajv.compile(jsonSchemaOf(type))).not.toThrow();
  });

  it.each(eventTypeNames)('the example of %s fits its JSON Schema, and no other type does', (type) => {
    const validate = ajv.compile(jsonSchemaOf(type));
    expect(validate(exampleEvent(type, options)), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...exampleEvent(type, options), type: 'another.type' })).toBe(false);
    expect(validate({ ...exampleEvent(type, options), data: 17 })).toBe(false);
  });

  it.each(eventTypeNames)('the example of %s is a CloudEvent to the CloudEvents SDK', (type) => {
    expect(new CloudEvent({ ...exampleEvent(type, options) }).validate()).toBe(true);
  });

  it.each(recordTypeNames)('the example of %s fits its JSON Schema and the CloudEvents SDK', (type) => {
    const record = JSON.parse(Buffer.from(encodeRecord(type, exampleRecord(type, options))).toString());
    const validate = ajv.compile(jsonSchemaOf(type));
    expect(validate(record), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...record, data: {} })).toBe(false);
    expect(new CloudEvent(record).validate()).toBe(true);
  });

  it.each(eventTypeNames)('%s as the CloudEvents SDK writes it, in either mode, is read as the same event', (type) => {
    const event = new CloudEvent({ ...exampleEvent(type, options) });
    const { data } = exampleEvent(type, options);
    for (const message of [Kafka.binary(event), Kafka.structured(event)]) {
      const headers = Object.fromEntries(
        Object.entries(message.headers).map(([name, text]) => [name, Buffer.from(String(text))]),
      );
      const body = message.body ?? message.value;
      const value = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
      const decoded = decodeEvent({ key: Buffer.from('account-1'), value, headers });
      expect(decoded).toMatchObject({ ok: true, event: { id: 'example-1', type, accountId: 'account-1', data } });
    }
  });
});
