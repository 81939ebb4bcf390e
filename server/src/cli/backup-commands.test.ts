import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { restoredName } from '../config/data-folder';
import { loadConfig } from '../config/load-config';
import type { Config } from '../config/load-config';
import { openInstallation } from '../db/open-installation';
import type { Installation } from '../db/open-installation';
import { systemClock } from '../platform/clock';
import { systemIds } from '../platform/ids';
import { ensureBaseProvince } from '../scenarios';
import { backupCommands } from './backup-commands';

const logger = pino({ level: 'silent' });
const [backup, restore] = backupCommands;

it(
  'a backup is in the audit log before it begins, and a restore leaves its note',
  { timeout: 120_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'xietong-backups-'));
    // or root's database, which runs under another account, could not enter it and would lie elsewhere
    chmodSync(folder, 0o711);
    const into = (name: string): Config => loadConfig({ XIETONG_DATA: join(folder, name) });
    const open: Installation[] = [];
    const installation = async (name: string) => {
      const opened = await openInstallation(into(name), logger);
      open.push(opened);
      return opened;
    };
    try {
      const { databases } = await installation('original');
      await ensureBaseProvince({ owner: databases.owner, ids: systemIds, clock: systemClock });
      const file = join(folder, 'whole.backup');
      const { data } = (await backup?.run(into('original'), [file])) ?? {};
      expect(data).toMatchObject({ file, recorded: true });

      await restore?.run(into('restored'), [file]);
      expect(JSON.parse(readFileSync(join(folder, 'restored', restoredName), 'utf8'))).toMatchObject({
        file: 'whole.backup',
        takenAt: expect.any(String) as string,
      });
      // What is in the copy was there before it was made.
      const { databases: restored } = await installation('restored');
      const { rows } = await restored.owner.$client.query(
        `select act, actor_name, result from audit_event where act like 'installation.%'`,
      );
      expect(rows).toEqual([{ act: 'installation.backup', actor_name: 'cli', result: 'SUCCESS' }]);
      expect(existsSync(join(folder, 'original', restoredName))).toBe(false);
    } finally {
      for (const each of open) await each.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    }
  },
);
