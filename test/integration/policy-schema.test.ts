import { readPolicyFile } from '@countersign/scorer';
import { policySchema } from '@countersign/scoring';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

test('the JSON Schema of policies takes the one that ships, and refuses what no editor should offer', () => {
  const isValid = new Ajv2020({ strict: false, validateFormats: false }).compile(policySchema());
  const shipped = (): ReturnType<typeof parse> => parse(readPolicyFile());
  expect(isValid(shipped()), JSON.stringify(isValid.errors)).toBe(true);
  const wrong: readonly ((policy: ReturnType<typeof parse>) => unknown)[] = [
    (policy) => (policy.scail = 2),
    (policy) => (policy.weights.new_devise = 1),
    (policy) => (policy.detectors['new-device'].forgetDay = 3),
    (policy) => (policy.rules = [{ id: 'x' }]),
    (policy) => delete policy.eventTypes['login.succeeded'],
  ];
  for (const spoil of wrong) {
    const policy = shipped();
    spoil(policy);
    expect(isValid(policy), String(spoil)).toBe(false);
  }
});
