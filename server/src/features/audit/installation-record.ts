import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sameJson } from '@xietong/shared/kernel';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { restoredName, toldSettingsName } from '../../config/data-folder';
import type { EffectiveSettings } from '../../config/effective-settings';

export interface InstallationRecordDeps {
  readonly audit: Pick<AuditPort, 'standalone'>;
  readonly dataFolder: string;
}

/** What is done with the installation as a whole, by whoever has its machine, in the audit log of the province. */
export function createInstallationRecord({ audit, dataFolder }: InstallationRecordDeps) {
  const settingsFile = join(dataFolder, toldSettingsName);
  const restoredFile = join(dataFolder, restoredName);
  const subject = ({ actor }: Call) => ({ type: 'Tenant', id: actor.tenant.id }) as const;

  return {
    /** Before a copy with every key and every number begins. */
    async backup(call: Call, after: { readonly file: string }): Promise<void> {
      await audit.standalone(call, { act: 'installation.backup', subject: subject(call), after });
    },

    /**
     * At a start, before anybody is served: the restore that it is the first start after, and the settings where they
     * are not those that were told last. Each node has its own data folder and tells its own. A note is written after
     * its event: what ends in between is told once more, never left out.
     */
    async start(call: Call, settings: EffectiveSettings): Promise<void> {
      const restored = readNote(restoredFile);
      if (restored) {
        await audit.standalone(call, {
          ...{ act: 'installation.restore', subject: subject(call), after: restored },
        });
        rmSync(restoredFile);
      }
      const told = readNote(settingsFile);
      if (told && sameJson(told, settings)) return;
      await audit.standalone(call, {
        ...{ act: 'installation.configure', subject: subject(call), before: told, after: settings },
      });
      writeFileSync(settingsFile, JSON.stringify(settings), { mode: 0o600 });
    },
  };
}

/** A note in the data folder; undefined where there is none, or none that can be read. */
function readNote(file: string): object | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const note: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof note === 'object' && note !== null ? note : {};
  } catch {
    return {};
  }
}
