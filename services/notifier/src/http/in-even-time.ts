/** Refusals leave at multiples of this after their request came: more than the work of one takes on a slow disk, less than annoys a person. */
const stepMs = 100;

/**
 * What `work` leads to; a refusal at the next multiple of 100 ms since the call. The reasons of a refusal cost the same calls but not
 * the same bytes, so each would be a few microseconds faster or slower, and ten thousand tries would tell them apart (OTP-05).
 * The ticks begin before the work does: when they come depends on nothing that it does.
 */
export async function inEvenTime<Result>(
  work: () => Promise<Result>,
  isRefusal: (result: Result) => boolean,
): Promise<Result> {
  let tick = Promise.withResolvers<void>();
  const ticks = setInterval(() => {
    tick.resolve();
    tick = Promise.withResolvers();
  }, stepMs);
  try {
    const result = await work();
    if (isRefusal(result)) await tick.promise;
    return result;
  } finally {
    clearInterval(ticks);
  }
}
