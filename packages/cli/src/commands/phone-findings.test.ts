import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { phoneFindings } from './phone-findings.ts';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

const accountSid = `AC${'0'.repeat(32)}`;
const authToken = 'right'.repeat(7);

/** A server that answers as Twilio's account resource does. */
async function accountServer(status: string): Promise<string> {
  const server = createServer((request, response) => {
    const isKnown =
      request.headers.authorization === `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    const isThere = request.url === `/2010-04-01/Accounts/${accountSid}.json` && request.method === 'GET';
    response.writeHead(isKnown && isThere ? 200 : 401).end(JSON.stringify({ status }));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const found = async (twilioUrl: string, token = authToken): Promise<string> => {
  const config = { twilioAccountSid: accountSid, twilioAuthToken: token, twilioUrl, smsHttpUrl: undefined };
  const [finding] = await phoneFindings({ ...config, smsProviders: ['twilio'] });
  return `${finding?.how}: ${finding?.says}`;
};

it('says whether Twilio takes the credentials, without repeating them', async () => {
  expect(await found(await accountServer('active'))).toBe('ok: takes the credentials, and the account is active');
  const refused = await found(await accountServer('active'), 'wrong'.repeat(7));
  expect(refused).toMatch(
    /^problem: Twilio refuses the credentials, so codes .*; check COUNTERSIGN_TWILIO_ACCOUNT_SID/,
  );
  expect(refused).not.toContain('wrong');
  expect(await found(await accountServer('suspended'))).toMatch(/^problem: Twilio has suspended/);
  expect(await found('http://127.0.0.1:1')).toMatch(/^problem: Twilio does not answer/);
});

it('claims nothing of a generic provider, and says nothing where phones are not reached', async () => {
  const none = { twilioAccountSid: undefined, twilioAuthToken: undefined, twilioUrl: 'https://api.twilio.com' };
  const [finding] = await phoneFindings({
    ...none,
    smsProviders: ['http'],
    smsHttpUrl: 'https://sms.example/send?key=planted',
  });
  expect([finding?.how, finding?.says.includes('planted')]).toEqual(['unknown', false]);
  expect(await phoneFindings({ ...none, smsProviders: undefined, smsHttpUrl: undefined })).toEqual([]);
});
