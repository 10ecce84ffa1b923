import type { Act } from '@countersign/events';
import { describe, expect, test } from 'vitest';
import { after, claim } from '../../../test-support/sample-challenge.ts';
import { languages } from '../../message/catalogue.ts';
import { voice } from './voice.ts';

const identity = { brand: 'Example Shop', supportContact: 'support@example.com', pageHost: 'shop.example' };
const base = after([0, claim]);
const spoken = (language: string, act: Act = base.terms.act, purpose = base.terms.purpose): string =>
  voice.compose({ ...base, terms: { ...base.terms, act, purpose } }, '482913', identity, { language }).text;

describe('what a call says (OTP-33)', () => {
  test.each(languages)('purchase in %s', async (language) => {
    await expect(`${spoken(language)}\n`).toMatchFileSnapshot(`golden/purchase.${language}.golden.txt`);
  });

  test.each(languages)('delivery in %s (OTP-36)', async (language) => {
    const act = { eventType: 'delivery.dispatched', item: 'parcel' };
    await expect(`${spoken(language, act, 'delivery_handover')}\n`).toMatchFileSnapshot(
      `golden/delivery.${language}.golden.txt`,
    );
  });

  test.each(languages)('in %s it reads the digits one by one, twice', (language) => {
    const text = spoken(language);
    expect(text.match(/4, 8, 2, 9, 1, 3\./g)).toHaveLength(2);
    expect(text).not.toContain('482913');
  });

  test('lets nothing of an event out of its sentence (SEC-05)', () => {
    const evil = {
      eventType: 'purchase.requested',
      payee: 'x\r\n</Say><Dial>+19005550100</Dial>\u202E https://evil.example',
    };
    const lines = spoken('en', evil).split('\n');
    expect(lines).toHaveLength(spoken('en').split('\n').length);
    expect(lines.join()).not.toMatch(/:\/\/|\p{Cf}/u);
  });
});
