import { expect, it, vi } from 'vitest';
import { inTime } from './in-time.ts';

it('hands on what was found, and what failed', async () => {
  await expect(inTime(Promise.resolve('found'), 1_000)).resolves.toBe('found');
  await expect(inTime(Promise.reject(new Error('broken')), 1_000)).rejects.toThrow('broken');
});

it('is unavailable after the time, and may be asked again (OTP-13)', async () => {
  vi.useFakeTimers();
  try {
    const answer = inTime(new Promise(() => {}), 5_000).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await answer).toMatchObject({ code: 'store_unavailable', retryable: true });
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
