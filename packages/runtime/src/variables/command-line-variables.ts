import { z } from 'zod';
import { optional, withDefault } from '../configuration/variable.ts';
import { urlOf } from './schemas.ts';

/** What only the command line reads: how it reaches the verification interface of an installation on Kafka. */
export const commandLineVariables = {
  notifierUrl: withDefault(
    {
      name: 'COUNTERSIGN_NOTIFIER_URL',
      description:
        "Where the command line reaches the notifier's HTTP interface; embedded it finds the running process by itself.",
      allowed: 'an http:// or https:// URL',
      schema: urlOf('http:', 'https:'),
    },
    'http://127.0.0.1:8750',
  ),
  apiKey: optional(
    {
      name: 'COUNTERSIGN_API_KEY',
      description: 'API key that the command line calls the notifier with.',
      allowed: 'a key as it was shown when it was made',
      schema: z.string().max(128),
      secret: true,
    },
    'the key in the folder',
  ),
} as const;
