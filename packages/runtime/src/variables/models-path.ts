import { join } from 'node:path';

/** Where imported models are: as configured, else in the folder of this machine. */
export const modelsPath = ({
  models,
  folder,
}: {
  readonly models?: string | undefined;
  readonly folder: string;
}): string => models ?? join(folder, 'models');
