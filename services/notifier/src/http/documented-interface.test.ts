import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { beginBody, begun, confirmBody } from './authenticator-messages.ts';
import { resendBody, status, verificationBody } from './messages.ts';

const document = readFileSync(new URL('../../../../docs/challenges.md', import.meta.url), 'utf8');
const { paths } = JSON.parse(readFileSync(new URL('openapi.golden.json', import.meta.url), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
};
const calls = [...document.matchAll(/`(GET|POST) (\/v1\/[^`]+)`/g)].map(([, method = '', path = '']) => [method, path]);
const examples = [...document.matchAll(/^```json\n([^]*?)^```$/gm)].map(([, text = '']) => JSON.parse(text) as unknown);

describe('docs/challenges.md', () => {
  it.each(calls)('%s %s is there', (method, path) => {
    expect(paths[path]?.[method.toLowerCase()]).toBeDefined();
  });

  const shown = { status, verificationBody, resendBody, beginBody, begun, confirmBody };
  it.each(Object.entries(shown).map(([name, schema], at) => ({ name, schema, example: examples[at] })))(
    'its example is a $name',
    ({ schema, example }) => {
      const whole = JSON.stringify(example).replace('"4q0…"', '"4q0Vq8Zt1mB7c2dE"');
      expect(schema.safeParse(JSON.parse(whole)).error).toBeUndefined();
    },
  );

  it('has no example that nobody looks at', () => expect(examples).toHaveLength(6));
});
