/** A running server of the oldest supported PostgreSQL. */
export interface RunningPostgres {
  version: string;
  /** What the program needs to use it. */
  env: { DATABASE_URL: string; DATABASE_OWNER_URL: string };
  close: () => Promise<void>;
  problem?: undefined;
}

/** The server, or why there is none. */
export function startOldestPostgres(): Promise<RunningPostgres | { problem: string }>;
