import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { crashOnUnhandled } from './crash.ts';
import { createLog } from './log/log.ts';

it.each(['unhandledRejection', 'uncaughtException'])('logs an %s and ends with 1', (event) => {
  const lines: string[] = [];
  const exits: number[] = [];
  const source = new EventEmitter();
  const log = createLog({ level: 'info', service: 'test', destination: { write: (line) => lines.push(line) } });
  crashOnUnhandled(log, source, (code) => exits.push(code));
  source.emit(event, new Error('broken'));
  expect(exits).toEqual([1]);
  expect(lines.join()).toContain('"message":"broken"');
});
