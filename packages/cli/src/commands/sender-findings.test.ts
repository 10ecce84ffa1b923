import { afterEach, describe, expect, it } from 'vitest';
import { startNameServer, type Zone } from '../../test-support/name-server.ts';
import { senderFindings } from './sender-findings.ts';
import { txtLookup } from './txt-lookup.ts';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** What doctor finds with a real name server that holds this zone. */
async function foundIn(zone: Zone, selector?: string, sender = 'codes@shop.example'): Promise<readonly string[]> {
  const server = await startNameServer(zone);
  closers.push(() => server.close());
  const findings = await senderFindings(sender, txtLookup([server.address]), selector);
  return findings.map(({ what, how, says }) => `${how} ${what}: ${says}`);
}

const good = {
  'shop.example': ['some-verification=1', 'v=spf1 include:mail.example -all'],
  's1._domainkey.shop.example': [`v=DKIM1; k=rsa; p=${'A'.repeat(390)}`],
  '_dmarc.shop.example': ['v=DMARC1; p=reject'],
};

describe("the sender's domain", () => {
  it('that says who sends for it is fine, with the selector that is used or without', async () => {
    expect(await foundIn(good, 's1')).toEqual([
      'ok SPF: shop.example says which servers send for it',
      'ok DKIM: shop.example publishes the key s1',
      'ok DMARC: shop.example has forgeries refused',
    ]);
    expect((await foundIn(good))[1]).toBe(
      'ok DKIM: shop.example publishes keys; --dkim-selector looks at the one that is used',
    );
  });

  it('that says nothing is told what is missing, why it matters and what to do', async () => {
    const [spf, dkim, dmarc] = await foundIn({ 'shop.example': ['nothing of the kind'] });
    expect(spf).toMatch(/^problem SPF: shop\.example has no SPF record, so receivers cannot tell .*; publish one/);
    expect(dkim).toMatch(
      /^problem DKIM: shop\.example publishes no DKIM key at all, so .*; have your mail server sign/,
    );
    expect(dmarc).toMatch(/^problem DMARC: shop\.example has no DMARC record, so nobody .*; publish v=DMARC1/);
  });

  it.each<[string, Zone, number, RegExp]>([
    ['two SPF records', { 'shop.example': ['v=spf1 -all', 'v=spf1 mx -all'] }, 0, /problem SPF: .* has 2 SPF records/],
    ['an SPF record that lets everybody', { 'shop.example': ['v=spf1 mx +all'] }, 0, /problem SPF: .*everybody send/],
    ['an SPF record that ends softly', { 'shop.example': ['v=spf1 mx ~all'] }, 0, /ok SPF/],
    ['a key that was withdrawn', { 's1._domainkey.shop.example': ['v=DKIM1; p='] }, 1, /problem DKIM: .*withdrawn/],
    ['another selector', { 's2._domainkey.shop.example': ['v=DKIM1; p=A'] }, 1, /problem DKIM: .*no DKIM key under s1/],
    [
      'a DMARC record that watches',
      { '_dmarc.shop.example': ['v=DMARC1; p=none'] },
      2,
      /warning DMARC: .*p=quarantine/,
    ],
  ])('with %s is told so', async (_, zone, at, expected) => {
    expect((await foundIn(zone, 's1'))[at]).toMatch(expected);
  });

  it('below another one has the DMARC record of that one', async () => {
    const [, , dmarc] = await foundIn(good, undefined, 'codes@mail.shop.example');
    expect(dmarc).toBe('ok DMARC: mail.shop.example has forgeries refused');
  });

  it('of which the name system says nothing is unknown, not bad', async () => {
    const failing = {
      'shop.example': 'SERVFAIL',
      '_domainkey.shop.example': 'SERVFAIL',
      '_dmarc.shop.example': 'SERVFAIL',
    } as const;
    for (const finding of await foundIn(failing))
      expect(finding).toMatch(/^unknown .*does not answer for shop\.example/);
  });
});
