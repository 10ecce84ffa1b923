import fc from 'fast-check';

/** What somebody does, in words; `on` picks one of the account's challenges so far. */
export type Deed = { readonly on: number } & (
  | { readonly does: 'asks'; readonly isProved: boolean }
  | { readonly does: (typeof others)[number] }
);

const others = [
  'types the code',
  'types a wrong code',
  'types five wrong codes',
  'types it for another act',
  'asks for another code',
  'says not me',
] as const;

const on = fc.nat({ max: 3 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ on, does: fc.constant('asks' as const), isProved: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ on, does: fc.constantFrom(...others) }) },
);

/** What becomes of one account: it begins with a challenge; six deeds in all. */
export const sequences: fc.Arbitrary<readonly Deed[]> = fc
  .array(deed, { minLength: 5, maxLength: 5 })
  .map((deeds): readonly Deed[] => [{ on: 0, does: 'asks', isProved: false }, ...deeds]);

/** Seconds before each deed, for all sequences that run side by side: they share one clock. */
export const pausesBetween: fc.Arbitrary<readonly number[]> = fc.array(
  fc.constantFrom(0, 1, 29, 30, 61, 200, 599, 1_800),
  { minLength: 6, maxLength: 6 },
);

/** A challenge as the model knows it: told without a word of the machine's own. */
interface Known {
  readonly askedAtS: number;
  readonly isProved: boolean;
  goodUntilS: number;
  sends: number;
  lastSendAtS: number;
  tries: number;
  end: 'none' | 'verified' | 'dead';
  isReported: boolean;
}

const lifeS = 600;
const pausesS = [30, 60, 120, 120, 120];

/** What must come of steps: budgets, life and delay of one account, in seconds since it began. */
export class AccountModel {
  private readonly known: Known[] = [];
  /** Failed tries of its one source, apart for devices proved, and when the last was. */
  private readonly failed = { unknown: { count: 0, lastS: 0 }, proved: { count: 0, lastS: 0 } };

  /** The challenge that a step is about; undefined before there is any. */
  pick(on: number): number | undefined {
    return this.known.length === 0 ? undefined : on % this.known.length;
  }

  /** Whether a code is sent. */
  asks(nowS: number, isProved: boolean): boolean {
    const lane = this.known.filter((one) => one.isProved === isProved && nowS - one.askedAtS < 3_600);
    const unanswered = lane.filter(({ end, tries, isReported }) => end !== 'verified' && tries === 0 && !isReported);
    const live = lane.filter((one) => isLive(one, nowS));
    const isSent = unanswered.length < 3 && lane.length < 5 && live.length < 3;
    const fresh = { goodUntilS: nowS + lifeS, sends: 1, lastSendAtS: nowS, tries: 0, end: 'none' as const };
    if (isSent) this.known.push({ askedAtS: nowS, isProved, isReported: false, ...fresh });
    return isSent;
  }

  types(at: number, nowS: number, what: 'right' | 'wrong' | 'other act'): 'verified' | 'rejected' | 'must wait' {
    const one = this.at(at);
    const source = this.failed[one.isProved ? 'proved' : 'unknown'];
    const pauseS = source.count < 10 ? 0 : Math.min(3_600, 30 * 2 ** (source.count - 10));
    if (nowS < source.lastS + pauseS) return 'must wait';
    const isOpen = isLive(one, nowS);
    if (isOpen) one.tries += 1;
    if (isOpen && what === 'right') {
      one.end = 'verified';
      source.count = 0;
      return 'verified';
    }
    if (isOpen && (what === 'other act' || one.tries === 5)) one.end = 'dead';
    source.count += 1;
    source.lastS = nowS;
    return 'rejected';
  }

  asksAgain(at: number, nowS: number): 'sent' | 'rejected' | 'too soon' {
    const one = this.at(at);
    if (!isLive(one, nowS) || one.sends >= 5) return 'rejected';
    if (nowS < one.lastSendAtS + (pausesS[one.sends - 1] ?? 0)) return 'too soon';
    if (one.goodUntilS - nowS < 180) one.goodUntilS = nowS + lifeS;
    one.sends += 1;
    one.lastSendAtS = nowS;
    return 'sent';
  }

  reports(at: number): void {
    const one = this.at(at);
    one.isReported = true;
    if (one.end === 'none') one.end = 'dead';
  }

  private at(at: number): Known {
    const found = this.known[at];
    if (found === undefined) throw new Error('the model has no such challenge');
    return found;
  }
}

const isLive = ({ end, isReported, goodUntilS }: Known, nowS: number): boolean =>
  end === 'none' && !isReported && nowS < goodUntilS;
