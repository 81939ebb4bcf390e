import type { FailurePort } from '../../access/audit-port';
import { AppError } from '../../platform/app-error';
import { REFUSAL_ROOM } from '../../platform/free-space';
import type { Room } from '../../platform/free-space';
import type { Logger } from '../../platform/logger';
import { createAuditWriter } from './audit-writer';
import type { AuditWriter, AuditWriterDeps } from './audit-writer';

/**
 * Writes what was refused or failed for as long as a quarter of what is kept for the database may be used for it: who
 * goes on failing while the disk is full can neither end the database nor keep others from ending harm. What is not
 * written is in the server's own log.
 */
export function failuresWithRoom(failures: FailurePort, room: Room, logger: Logger): FailurePort {
  return {
    async failure(entry) {
      if (room.has(-REFUSAL_ROOM)) return failures.failure(entry);
      const { requestId, act, code } = entry;
      logger.error({ requestId, act, code }, 'a refusal was not audited: the disk has no room for it');
    },
  };
}

/**
 * An audit writer that leaves what is kept for ending harm: its failures are bounded by the room for them, and so are
 * reads of personal data, which are not answered where they cannot be logged.
 */
export function createAuditWriterWithRoom(deps: AuditWriterDeps & { readonly room: Room }): AuditWriter {
  const writer = createAuditWriter(deps);
  const { room, logger } = deps;
  return {
    ...writer,
    ...failuresWithRoom(writer, room, logger),
    /** @throws AppError STORAGE_FULL for a read */
    async completed(call, entry) {
      // A mutation got as far as this because it may write.
      if (entry.after !== undefined && !room.has(-REFUSAL_ROOM)) throw new AppError('STORAGE_FULL');
      await writer.completed(call, entry);
    },
  };
}
