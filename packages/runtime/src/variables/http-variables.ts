import { isIP } from 'node:net';
import { z } from 'zod';
import { optional, withDefault } from '../configuration/variable.ts';
import { apiKeyEntry } from '../keys/api-key-entry.ts';
import { listOf, port, wholeNumber } from './schemas.ts';

const proxy = z.string().refine((text) => {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128))
  );
});

/** More than one process answers. */
const mostRequests = 100_000;
const rateWords = 'a whole number from 1 to 100000';

/** The HTTP interface of a service (SEC-03). */
export const httpVariables = {
  httpHost: withDefault(
    {
      name: 'COUNTERSIGN_HTTP_HOST',
      description: 'Address on which the HTTP interface is served; 0.0.0.0 in a container.',
      allowed: 'an IP address or host name',
      schema: z.string().min(1).max(255),
    },
    '127.0.0.1',
  ),
  httpPort: withDefault(
    {
      name: 'COUNTERSIGN_HTTP_PORT',
      description: 'Port of the HTTP interface.',
      allowed: 'a whole number from 0 to 65535 (0: any free port)',
      schema: port,
    },
    8750,
  ),
  apiKeys: optional(
    {
      name: 'COUNTERSIGN_API_KEYS',
      description:
        'Who may call the HTTP interface. Keys are kept as hashes; the key itself is shown once, when it is made.',
      allowed:
        'prefix:scopes:sha256 as printed when the key was made (scopes verify, read, courier, admin joined by +), several separated by commas',
      schema: listOf(apiKeyEntry),
      secret: true,
    },
    'only the key in the folder, when embedded',
  ),
  httpKeyRate: withDefault(
    {
      name: 'COUNTERSIGN_HTTP_KEY_RATE',
      description:
        'Requests a second of one API key, for each process; twice as many at once. Beyond it callers get 429.',
      allowed: rateWords,
      schema: wholeNumber(1, mostRequests),
    },
    200,
  ),
  httpSourceRate: withDefault(
    {
      name: 'COUNTERSIGN_HTTP_SOURCE_RATE',
      description:
        'Requests a second of one address (IPv6: one /64), with a key or without, for each process; twice as many at once. Receipts of a provider may be twice as many.',
      allowed: rateWords,
      schema: wholeNumber(1, mostRequests),
    },
    100,
  ),
  trustedProxies: optional(
    {
      name: 'COUNTERSIGN_TRUSTED_PROXIES',
      description: 'Proxies whose X-Forwarded-For is believed; from anybody else it is ignored.',
      allowed: 'IP addresses or networks (10.0.0.0/8), several separated by commas',
      schema: listOf(proxy),
    },
    'none',
  ),
} as const;
