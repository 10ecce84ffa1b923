import type { EmbeddedInstallation } from './embedded-installation.ts';
import { type HealthServer, startHealthServer } from '@countersign/runtime';

/** Where and what an embedded installation shows of its health. */
export interface EmbeddedHealthOptions {
  readonly host: string;
  /** 0: any free port; undefined: not served, so that several installations share a machine as they are. */
  readonly port: number | undefined;
  readonly metrics: () => Promise<string>;
}

/** Serves /livez, /readyz and /metrics of both services of this process, where a port was named. */
export async function serveHealth(
  { failed, policy, keys, oldPlaces }: Pick<EmbeddedInstallation, 'failed' | 'policy' | 'keys' | 'oldPlaces'>,
  { host, port, metrics }: EmbeddedHealthOptions,
): Promise<HealthServer | undefined> {
  if (port === undefined) return undefined;
  let complaint: string | undefined;
  failed.catch((error: unknown) => {
    complaint = error instanceof Error ? error.message : String(error);
  });
  return startHealthServer({
    host,
    port,
    live: {},
    ready: { folder: () => complaint },
    warnings: { policy: () => policy.problem(), keys: () => keys.problem(), places: () => oldPlaces },
    metrics,
  });
}
