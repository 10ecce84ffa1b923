import { z } from 'zod';
import { type Configuration, optional, withDefault } from '../configuration/variable.ts';
import { wholeNumber } from './schemas.ts';

/** How contacts of customers are read and trusted. */
export const contactVariables = {
  quarantineHours: withDefault(
    {
      name: 'COUNTERSIGN_QUARANTINE_HOURS',
      description: 'How long a changed e-mail address or phone number gets no code; the one before it does meanwhile.',
      allowed: 'hours, a whole number from 24 to 720',
      schema: wholeNumber(24, 720),
    },
    72,
  ),
  phoneCountry: optional(
    {
      name: 'COUNTERSIGN_PHONE_COUNTRY',
      description: 'Country of phone numbers that are published without + and country code.',
      allowed: 'two capitals of ISO 3166-1',
      schema: z.string().regex(/^[A-Z]{2}$/),
    },
    'such numbers are refused',
  ),
} as const;

/** What the notifier is told of it. */
export const contactSettings = ({
  quarantineHours,
  phoneCountry,
}: Pick<Configuration<typeof contactVariables>, keyof typeof contactVariables>): {
  readonly quarantineMs: number;
  readonly phoneCountry: string | undefined;
} => ({ quarantineMs: quarantineHours * 3_600_000, phoneCountry });
