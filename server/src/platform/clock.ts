/** The only source of the present for services; tests hand in their own. */
export interface Clock {
  now: () => Date;
}

export const systemClock: Clock = { now: () => new Date() };
