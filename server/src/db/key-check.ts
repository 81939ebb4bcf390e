import type { Client } from 'pg';
import type { Secrets } from '../config/secrets';
import { StartupError } from '../config/startup-error';
import { words } from '../config/words/words';
import { createNumberVault } from '../platform/number-vault';
import { sqlStateOf, sqlStates } from '../platform/sql-state';

/** Whether a stored number can be read with these keys; null where none is stored. */
export async function keysFit(owner: Client, secrets: Secrets): Promise<boolean | null> {
  const stored = await readOneNumber(owner);
  if (stored === null) return null;
  try {
    createNumberVault(secrets).decrypt(stored);
    return true;
  } catch {
    return false;
  }
}

/** @throws StartupError where the numbers were stored with other keys */
export async function requireFittingKeys(owner: Client, secrets: Secrets): Promise<void> {
  if ((await keysFit(owner, secrets)) !== false) return;
  throw new StartupError(words().keys.notOfData);
}

async function readOneNumber(owner: Client): Promise<Buffer | null> {
  try {
    const { rows } = await owner.query<{ number: Buffer }>(
      'select number_encrypted as number from subscriber limit 1',
    );
    return rows[0]?.number ?? null;
  } catch (error) {
    if (sqlStateOf(error) === sqlStates.undefinedTable) return null;
    throw error;
  }
}
