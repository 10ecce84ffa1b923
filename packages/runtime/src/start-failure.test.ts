import { expect, it } from 'vitest';
import { configurationReport, startFailure } from './start-failure.ts';

const systemError = (code: string, more: object = {}): Error => Object.assign(new Error(code), { code, ...more });

it.each<[unknown, string]>([
  [
    systemError('EADDRINUSE', { port: 8750, address: '127.0.0.1' }),
    'Port 8750 on 127.0.0.1 is taken by another process; free it or set COUNTERSIGN_HTTP_PORT to another one.',
  ],
  [
    systemError('EADDRINUSE', { port: 1, address: '::1' }),
    'Port 1 on ::1 is taken by another process; free it or choose another one.',
  ],
  [systemError('EACCES', { port: 80 }), 'Port 80 may not be opened by this user; choose one of 1024 or more.'],
  [
    systemError('EACCES', { path: '/data' }),
    '/data may not be written by this user; give it the right, or set COUNTERSIGN_FOLDER to another folder.',
  ],
  [
    systemError('EROFS', { path: '/data' }),
    '/data is on a read-only file system; set COUNTERSIGN_FOLDER to a folder that can be written.',
  ],
  [systemError('ENOSPC'), 'The disk is full; free some space and start again. Nothing was skipped.'],
  [
    systemError('EADDRNOTAVAIL', { address: '10.9.9.9' }),
    '10.9.9.9 is not an address of this machine; listen on another one.',
  ],
  [new Error('Topic x does not exist.'), 'Countersign cannot start: Topic x does not exist.'],
  ['odd', 'Countersign cannot start: odd.'],
])('%s', (error, sentence) => {
  expect(startFailure(error, { 8750: 'COUNTERSIGN_HTTP_PORT' })).toBe(sentence);
});

it('lists the problems of a configuration', () => {
  expect(configurationReport(['A is bad.', 'B is bad.'])).toBe(
    'Countersign cannot start: 2 problems in its configuration.\n- A is bad.\n- B is bad.',
  );
});
