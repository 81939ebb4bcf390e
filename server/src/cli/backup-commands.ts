import { basename } from 'node:path';
import { composeOnClock } from '../compose-on-clock';
import type { Config } from '../config/load-config';
import { spokenTime, words } from '../config/words/words';
import { backUpInstallation } from '../db/backup-installation';
import type { BackupOptions } from '../db/backup-installation';
import { restoreInstallation } from '../db/restore-installation';
import { createInstallationRecord } from '../features/audit/installation-record';
import { systemClock } from '../platform/clock';
import { openDatabases } from '../platform/database';
import { UNSEEN_ROOM } from '../platform/free-space';
import { systemIds } from '../platform/ids';
import { createLogger } from '../platform/logger';
import { endOnSignal } from '../platform/process-end';
import { machineCall } from '../scenarios';
import { INTERRUPTED } from './command';
import type { BareCommand } from './command';

const backup: BareCommand = {
  kind: 'bare',
  name: 'backup',
  usage: 'FILE',
  positionals: ['FILE'],
  options: {},
  async run(config, [file = '']) {
    const stop = new AbortController();
    let ended: Promise<unknown> = Promise.resolve();
    endOnSignal(async () => {
      stop.abort();
      await ended;
    }, INTERRUPTED);
    const began = performance.now();
    const work = backUpInstallation(config, file, {
      ...{ now: systemClock.now(), signal: stop.signal },
      record: (data) => recordBackup(config, file, data),
    });
    ended = work.catch(() => undefined);
    const outcome = await work;
    const said = words().command.backup;
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    return {
      data: { ...outcome, seconds },
      lines: [
        said.made(outcome.file, outcome.files, megabytes(outcome.bytes), seconds),
        ...(outcome.recorded ? [] : [said.notRecorded]),
        said.keep,
      ],
    };
  },
};

const restore: BareCommand = {
  kind: 'bare',
  name: 'restore',
  usage: 'FILE',
  positionals: ['FILE'],
  options: {},
  async run(config, [file = '']) {
    const { takenAt } = await restoreInstallation(config, file);
    return {
      data: { dataFolder: config.dataFolder, takenAt },
      lines: [words().command.backup.restored(config.dataFolder, spokenTime(new Date(takenAt)))],
    };
  },
};

/** Puts a backup into the audit log of the province; where there is none yet, there is nothing to tell. */
async function recordBackup(
  { dataFolder }: Config,
  file: string,
  { urls, secrets }: Parameters<BackupOptions['record']>[0],
): Promise<void> {
  const logger = createLogger('warn', 2);
  const databases = openDatabases(urls, logger);
  try {
    const { audit, directory } = composeOnClock(
      { databases, secrets, dataFolder, room: UNSEEN_ROOM },
      logger,
      systemIds,
    )(systemClock);
    if ((await directory.province()) === null) return;
    const call = await machineCall(databases.owner, 'CLI', systemIds.next());
    await createInstallationRecord({ audit, dataFolder }).backup(call, { file: basename(file) });
  } finally {
    await databases.close();
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}

export const backupCommands = [backup, restore];
