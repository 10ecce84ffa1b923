import { context, trace, TraceFlags } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { expect, it } from 'vitest';
import { createLog, type Log, type LogLevel } from './log.ts';

function logAndLines(level: LogLevel = 'info'): { log: Log; lines: string[] } {
  const lines: string[] = [];
  return { log: createLog({ level, service: 'notifier', destination: { write: (line) => lines.push(line) } }), lines };
}

function onlyLine(run: (log: Log) => void): Record<string, unknown> {
  const { log, lines } = logAndLines();
  run(log);
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
}

it('writes one JSON line with level, time, service, fields and message', () => {
  const line = onlyLine((log) => log.child({ partition: 3 }).warn('Lag grows.', { lag: 12 }));
  expect(line).toMatchObject({ level: 'warn', service: 'notifier', partition: 3, lag: 12, message: 'Lag grows.' });
  expect(line['time']).toMatch(/^\d{4}-\d\d-\d\dT/);
});

it('writes nothing below its level', () => {
  const { log, lines } = logAndLines('error');
  log.warn('not this');
  log.error('this');
  expect(lines).toHaveLength(1);
});

it('encodes control, bidi and invisible characters', () => {
  const { log, lines } = logAndLines();
  const nasty = 'a\u0000\u001b[31m\u0085\u202eb\u200b\u2028\u{e0041}\nforged line';
  log.info('Hello.', { nasty });
  expect(lines[0]).toMatch(/^[\x20-\x7e]+\n$/);
  expect((JSON.parse(lines[0] ?? '') as Record<string, unknown>)['nasty']).toBe(nasty);
});

it('blots out secrets by name at any depth, and in texts and errors', () => {
  const line = onlyLine((log) =>
    log.child({ Authorization: 'planted-1' }).info('Hello.', {
      code: 'planted-2',
      api_key: 'planted-3',
      challenge: { nonce: 'planted-4', contacts: ['planted-5'], list: [{ Email: 'planted-6' }], id: 'c-1' },
      url: 'redis://user:planted-7@redis:6379',
      text: 'mail to planted-8@example.com failed',
      error: new Error('smtp://user:planted-9@mail refused', { cause: new Error('planted-10@example.com unknown') }),
      bytes: Buffer.from('planted-11'),
      ip: 'planted-12',
    }),
  );
  expect(JSON.stringify(line)).not.toContain('planted');
  expect(line['challenge']).toMatchObject({ id: 'c-1' });
  expect(line['error']).toMatchObject({ name: 'Error', message: 'smtp://[redacted]@mail refused' });
});

it('survives depth and cycles', () => {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  expect(JSON.stringify(onlyLine((log) => log.info('Hello.', { cycle })))).toContain('[too deep]');
});

it('carries the ids of the span that it is written in', () => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const span = {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    traceFlags: TraceFlags.SAMPLED,
  };
  const line = context.with(trace.setSpanContext(context.active(), span), () => onlyLine((log) => log.info('Hello.')));
  context.disable();
  expect(line).toMatchObject({ trace_id: span.traceId, span_id: span.spanId });
});
