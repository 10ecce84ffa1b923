import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { startHealthServer } from './health/health-server.ts';
import { configurationOrExit, type StartExits, startOrExit } from './service-start.ts';
import { processVariables } from './variables/process-variables.ts';

function recorded(): StartExits & { readonly said: string[] } {
  const said: string[] = [];
  const exit = (code: number): never => {
    throw new Error(`exit ${code}`);
  };
  return { said, say: (text) => said.push(text), exit };
}

it('says what is wrong with the configuration and ends with 1', () => {
  const exits = recorded();
  const environment = { COUNTERSIGN_MODE: 'prod', COUNTERSIGN_FOLDR: 'x', COUNTERSIGN_REDIS_URL: 'redis://r' };
  expect(() => configurationOrExit(processVariables, [], environment, exits)).toThrow('exit 1');
  expect(exits.said).toEqual([
    'Countersign cannot start: 2 problems in its configuration.\n- COUNTERSIGN_MODE is "prod"; allowed: production or development.\n- COUNTERSIGN_FOLDR is not a variable of Countersign; did you mean COUNTERSIGN_FOLDER?',
  ]);
});

it('says which port is taken and which variable sets it', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => void taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const exits = recorded();
  const start = async (): Promise<void> => {
    await startHealthServer({ host: '127.0.0.1', port, live: {}, ready: {}, metrics: async () => '' });
  };
  await expect(startOrExit(start, { [port]: 'COUNTERSIGN_HEALTH_PORT' }, exits)).rejects.toThrow('exit 1');
  taken.close();
  expect(exits.said).toEqual([
    `Port ${port} on 127.0.0.1 is taken by another process; free it or set COUNTERSIGN_HEALTH_PORT to another one.`,
  ]);
});
