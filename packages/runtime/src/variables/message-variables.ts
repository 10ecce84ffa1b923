import { z } from 'zod';
import type { Rule } from '../configuration/read-configuration.ts';
import { type Configuration, optional, withDefault } from '../configuration/variable.ts';
import type { kafkaVariables } from './kafka-variables.ts';
import type { phoneVariables } from './phone-variables.ts';
import type { ProcessVariables } from './process-variables.ts';
import { runMode } from './run-mode.ts';
import { oneLine, publicUrl, urlOf } from './schemas.ts';

/** How customers are written to, and what they see of the sender (OTP-41). */
export const messageVariables = {
  smtpUrl: optional(
    {
      name: 'COUNTERSIGN_SMTP_URL',
      description: 'Mail server for codes.',
      allowed: 'an smtp:// or smtps:// URL',
      schema: urlOf('smtp:', 'smtps:'),
      secret: true,
    },
    'development: a mailbox in the folder',
  ),
  smtpTls: withDefault(
    {
      name: 'COUNTERSIGN_SMTP_TLS',
      description: 'Whether mail must leave encrypted even to a server on this machine; to any other it always must.',
      allowed: 'required or off-host',
      schema: z.enum(['required', 'off-host']),
    },
    'off-host',
  ),
  sender: optional(
    {
      name: 'COUNTERSIGN_SENDER',
      description: 'Mail address that codes come from.',
      allowed: 'one mail address without a display name',
      schema: z.email().max(254),
    },
    'development: `countersign@localhost.invalid`; production: **required**',
  ),
  brand: optional(
    {
      name: 'COUNTERSIGN_BRAND',
      description: 'Name of the shop, as customers know it.',
      allowed: 'one line of 1 to 256 characters',
      schema: oneLine,
    },
    'development: `Example Shop`; production: **required**',
  ),
  supportContact: optional(
    {
      name: 'COUNTERSIGN_SUPPORT_CONTACT',
      description: 'Where a customer reaches a person: stands in every message and every denial.',
      allowed: 'one line of 1 to 256 characters',
      schema: oneLine,
    },
    'development: `support@example.com`; production: **required**',
  ),
  publicUrl: optional(
    {
      name: 'COUNTERSIGN_PUBLIC_URL',
      description:
        'Where customers and providers reach the notifier, through your proxy: the link "This wasn\'t me" in mail begins with it, and delivery receipts come to it.',
      allowed: 'an https:// URL, or http:// on this machine, without query',
      schema: publicUrl,
    },
    'embedded with the mailbox in the folder: the HTTP interface itself; else mail has no link, and no receipts are asked for',
  ),
} as const;

type MessageConfiguration = Configuration<typeof messageVariables & typeof kafkaVariables & ProcessVariables>;

/** How customers are written to, with nothing left open. */
export interface MessageIdentity {
  readonly sender: string;
  readonly brand: string;
  readonly supportContact: string;
  /** Host of the page that codes are typed on. */
  readonly pageHost: string | undefined;
  /** Names of the variables whose development default is used: the service says so at start. */
  readonly defaulted: readonly string[];
}

const developmentDefaults = {
  sender: 'countersign@localhost.invalid',
  brand: 'Example Shop',
  supportContact: 'support@example.com',
} as const;

/** Of production none: there a rule asks for it. */
const developmentPage = 'shop.example';

/** Sender, brand and support contact: configured, or in development the defaults. */
export function messageIdentity(
  config: Pick<MessageConfiguration, keyof typeof developmentDefaults> &
    Pick<Configuration<typeof phoneVariables>, 'pageHost' | 'smsCountries'>,
): MessageIdentity {
  const keys = ['sender', 'brand', 'supportContact'] as const;
  return {
    sender: config.sender ?? developmentDefaults.sender,
    brand: config.brand ?? developmentDefaults.brand,
    supportContact: config.supportContact ?? developmentDefaults.supportContact,
    pageHost: config.pageHost ?? (config.smsCountries === undefined ? undefined : developmentPage),
    defaulted: keys.filter((key) => config[key] === undefined).map((key) => messageVariables[key].name),
  };
}

/** In production nothing that a customer sees is made up. */
export const messageRules: readonly Rule<MessageConfiguration>[] = (
  ['smtpUrl', 'sender', 'brand', 'supportContact'] as const
).map((key) => ({
  needs: ['mode', 'brokers', key],
  problem: (config) => {
    if (runMode(config) !== 'production' || config[key] !== undefined) return undefined;
    const { name, allowed } = messageVariables[key];
    return `${name} is not set, and production has no default for it; allowed: ${allowed}, or COUNTERSIGN_MODE=development for trying out.`;
  },
}));
