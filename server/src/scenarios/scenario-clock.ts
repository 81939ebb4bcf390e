import { shanghaiDate, startOfShanghaiDate } from '@xietong/shared/kernel';
import type { Clock } from '../platform/clock';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

/** A clock that is moved by hand and never beyond the present. */
export interface ScenarioClock extends Clock {
  /** A time of a Shanghai day, so many days ago; today it may lie in the future. */
  timeOf: (daysAgo: number, hour: number, minute?: number) => Date;
  moveTo: (at: Date) => void;
  /** Lets some minutes pass, as between two acts of people. */
  pass: (minutes: number) => void;
  /** The Shanghai date so many days from today; negative = in the past. */
  day: (offset: number) => string;
}

export function createScenarioClock(real: Clock): ScenarioClock {
  const present = real.now().getTime();
  const today = Date.parse(startOfShanghaiDate(shanghaiDate(new Date(present))));
  let time = present;
  const moveTo = (to: number): void => {
    time = Math.min(to, present);
  };
  return {
    now: () => new Date(time),
    timeOf: (daysAgo, hour, minute = 0) =>
      new Date(today - daysAgo * DAY_MS + (hour * 60 + minute) * MINUTE_MS),
    moveTo: (at) => {
      moveTo(at.getTime());
    },
    pass: (minutes) => {
      moveTo(time + minutes * MINUTE_MS);
    },
    day: (offset) => shanghaiDate(new Date(today + offset * DAY_MS)),
  };
}
