const minuteMs = 60_000;

/** When so few of the messages to an area come back as right codes that somebody must be pumping (OTP-35). */
export interface ConversionLimits {
  /** How far back messages count. */
  readonly windowMs: number;
  /** A message that is younger and was not answered yet says nothing: people take a moment to type. */
  readonly patienceMs: number;
  /** Below so many messages nothing is said. */
  readonly leastSent: number;
  /** Share of them that were answered with the right code. */
  readonly leastShare: number;
}

/** The limits that ship. */
export const conversionLimits: ConversionLimits = {
  windowMs: 15 * minuteMs,
  patienceMs: 3 * minuteMs,
  leastSent: 50,
  leastShare: 0.2,
};

/** Messages that were sent in one minute, and how many of these were answered with the right code, whenever. */
export interface ConversionMinute {
  /** Whole minutes since the epoch. */
  readonly minute: number;
  readonly sent: number;
  readonly verified: number;
}

/** The minutes of the window, in order. */
export type Conversion = readonly ConversionMinute[];

/** Counts a message, or the right code to one that was sent at `sentAtMs`; minutes before the window are forgotten. */
export function counted(
  before: Conversion,
  what: 'sent' | 'verified',
  sentAtMs: number,
  nowMs: number,
  { windowMs }: ConversionLimits,
): Conversion {
  const recent = before.filter(({ minute }) => minute * minuteMs > nowMs - windowMs - minuteMs);
  if (sentAtMs <= nowMs - windowMs) return recent;
  const minute = Math.floor(sentAtMs / minuteMs);
  const found = recent.find((one) => one.minute === minute) ?? { minute, sent: 0, verified: 0 };
  const others = recent.filter((one) => one.minute !== minute);
  return [...others, { ...found, [what]: found[what] + 1 }].toSorted((a, b) => a.minute - b.minute);
}

/**
 * Whether to send nothing to the area for now. It ends by itself: while nothing is sent, the window empties. Counted by whole
 * minutes, the youngest ones only as far as they were answered.
 */
export function isPumped(conversion: Conversion, nowMs: number, limits: ConversionLimits): boolean {
  let sent = 0;
  let verified = 0;
  for (const one of conversion) {
    const atMs = one.minute * minuteMs;
    if (atMs <= nowMs - limits.windowMs) continue;
    const answered = Math.min(one.verified, one.sent);
    verified += answered;
    sent += atMs + minuteMs > nowMs - limits.patienceMs ? answered : one.sent;
  }
  return sent >= limits.leastSent && verified < sent * limits.leastShare;
}
