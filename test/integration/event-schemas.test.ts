import { eventTypeNames, exampleEvent, jsonSchemaOf, publishedTypes } from '@countersign/events';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { CloudEvent } from 'cloudevents';
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
});
