/** How long a session lives, in milliseconds. */
export const SESSION_LIMITS = {
  /** Without a request. */
  idleMs: 30 * 60_000,
  /** In all, however busy. */
  absoluteMs: 12 * 3_600_000,
  /** A session is marked as seen at most this often, to spare the database. */
  touchMs: 60_000,
  /** A looked-up session may be this old; revocations are seen no later. */
  cacheMs: 2_000,
} as const;

/** When an account is locked, and for how long in milliseconds. */
export const LOCK_LIMITS = { attempts: 5, lockMs: 15 * 60_000 } as const;
