/**
 * The hours at which an account acts, as the mean of unit vectors on the clock's circle (UTC): midnight points north,
 * six o'clock east. Days and nights that alternate cancel out, which is how a habit of two shifts shows as none.
 */
export interface HourHabit {
  /** Events that it rests on, older ones faded. */
  readonly count: number;
  /** Sums of the vectors. */
  readonly east: number;
  readonly north: number;
}

/** So many events the habit remembers: the weight of older ones fades as new ones come. */
const rememberedEvents = 128;

/** The habit after some events around a time, epoch seconds. */
export function withHours(habit: HourHabit, timeS: number, events: number): HourHabit {
  const kept = Math.min(1, Math.max(0, (rememberedEvents - events) / Math.max(1, habit.count)));
  const added = Math.min(events, rememberedEvents);
  const angle = angleOf(timeS);
  return {
    count: inSteps(habit.count * kept + added),
    east: inSteps(habit.east * kept + added * Math.sin(angle)),
    north: inSteps(habit.north * kept + added * Math.cos(angle)),
  };
}

/** How closely the events lie around one hour, 0..1 (the mean resultant length); 0 without events. */
export const concentrationOf = ({ count, east, north }: HourHabit): number =>
  count === 0 ? 0 : Math.min(1, Math.hypot(east, north) / count);

/** Hours between a time and the usual hour, 0..12, around the clock. */
export function hoursFromUsual({ east, north }: HourHabit, timeS: number): number {
  const apart = Math.abs(angleOf(timeS) - Math.atan2(east, north)) % fullCircle;
  return (Math.min(apart, fullCircle - apart) / fullCircle) * 24;
}

const fullCircle = 2 * Math.PI;
const angleOf = (timeS: number): number => ((timeS % 86_400) / 86_400) * fullCircle;

/** As the profile keeps it. */
const inSteps = (value: number): number => Math.round(value * 1024) / 1024;
