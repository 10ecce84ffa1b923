import { z } from 'zod';
import { optional, withDefault } from '../configuration/variable.ts';
import { port } from './schemas.ts';

/** What every process of Countersign reads: mode, folder, policy, health, logs. */
export const processVariables = {
  mode: optional(
    {
      name: 'COUNTERSIGN_MODE',
      description: 'Production refuses what is convenient but unsafe; development says so and goes on.',
      allowed: 'production or development',
      schema: z.enum(['production', 'development']),
    },
    'development, with a warning at every start',
  ),
  folder: withDefault(
    {
      name: 'COUNTERSIGN_FOLDER',
      description:
        'Folder for everything that Countersign keeps on this machine: embedded log and stores, generated keys, development mailbox.',
      allowed: 'a path of at most 1024 characters',
      schema: z.string().min(1).max(1024),
    },
    '.countersign',
  ),
  policy: optional(
    {
      name: 'COUNTERSIGN_POLICY',
      description: 'Policy file (YAML) that decides instead of what is published; it is watched.',
      allowed: 'the path of a YAML file',
      schema: z.string().min(1).max(1024),
    },
    'the published policy, else the shipped one',
  ),
  models: optional(
    {
      name: 'COUNTERSIGN_MODELS',
      description: 'Folder with the imported models that policies may name; the same files for every copy of a scorer.',
      allowed: 'the path of a folder',
      schema: z.string().min(1).max(1024),
    },
    'models in COUNTERSIGN_FOLDER',
  ),
  startAt: withDefault(
    {
      name: 'COUNTERSIGN_START_AT',
      description:
        'Where a scorer begins whose store is empty although decisions exist: it refuses, or begins at the end of its inputs with empty profiles. For one start only.',
      allowed: 'position or latest',
      schema: z.enum(['position', 'latest']),
    },
    'position',
  ),
  healthHost: withDefault(
    {
      name: 'COUNTERSIGN_HEALTH_HOST',
      description: 'Address on which /livez, /readyz and /metrics are served; 0.0.0.0 in a container.',
      allowed: 'an IP address or host name',
      schema: z.string().min(1).max(255),
    },
    '127.0.0.1',
  ),
  healthPort: withDefault(
    {
      name: 'COUNTERSIGN_HEALTH_PORT',
      description:
        'Port of /livez, /readyz and /metrics of a scorer; where nothing is said, a notifier takes 8752 and an embedded installation serves none.',
      allowed: 'a whole number from 0 to 65535 (0: any free port)',
      schema: port,
    },
    8751,
  ),
  logLevel: withDefault(
    {
      name: 'COUNTERSIGN_LOG_LEVEL',
      description: 'The least important log lines that are written.',
      allowed: 'debug, info, warn, error or silent',
      schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
    },
    'info',
  ),
} as const;

/** What rules of other variables may look at: the health port is each process's own affair. */
export type ProcessVariables = Omit<typeof processVariables, 'healthPort'>;
