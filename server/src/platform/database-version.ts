import type { Client } from 'pg';
import { StartupError } from '../config/startup-error';
import { words } from '../config/words/words';

/** The oldest major version that the SQL is written for and tried on. */
export const OLDEST_POSTGRES = 15;

/** e.g. {major: 15, full: "15.18 (Debian 15.18-0+deb12u1)"} */
export async function readDatabaseVersion(client: Client): Promise<{ major: number; full: string }> {
  const { rows } = await client.query<{ number: string; full: string }>(
    "select current_setting('server_version_num') as number, current_setting('server_version') as full",
  );
  return { major: Math.floor(Number(rows[0]?.number ?? 0) / 10_000), full: rows[0]?.full ?? '' };
}

/** @throws StartupError when the server is too old */
export async function requireSupportedVersion(client: Client): Promise<void> {
  const { major, full } = await readDatabaseVersion(client);
  if (major >= OLDEST_POSTGRES) return;
  throw new StartupError(words().database.tooOld(full, OLDEST_POSTGRES));
}
