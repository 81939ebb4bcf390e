import { COPIED_ROLES, routeCopies } from '@xietong/shared/approvals';
import type {
  ApprovalCopyInput,
  ApprovalOpenInput,
  CopiedRole,
  CopyChoices,
} from '@xietong/shared/approvals';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { createApprovalReadModel } from './approval-read-model';
import { findReaders, tenantOf } from './candidate-read-model';
import { createCopyStore } from './copy-store';
import { createReviewReadModel } from './review-read-model';
import type { ReviewedRelease } from './review-read-model';

/** Tells people, or everybody of a role, of a request that they may read. */
export interface CopyPort {
  copied(
    tx: Tx,
    call: Call,
    release: ReviewedRelease,
    to: {
      requestId: string;
      note: string | null;
      recipients: readonly {
        readonly tenantId: string;
        readonly role: CopiedRole['role'] | null;
        readonly personId: string | null;
      }[];
    },
  ): Promise<void>;
}

export interface CopyDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort;
  readonly releases: CopyPort;
}

/** Telling others of a request without asking for their decision 抄送, and who has opened it. */
export function createCopyService({ database, clock, ids, audit, releases }: CopyDeps) {
  /** The request, as somebody who may tell others of it finds it. */
  async function request(tx: Tx, call: Call, id: string) {
    const row = requireRow(await createApprovalReadModel(tx, call.actor, clock.now()).findById(id));
    requireCan(call.actor, 'update', 'ApprovalRequest', row);
    const own = requireRow(await tenantOf(tx, row.tenantId));
    return { row, own, told: await createCopyStore(tx).toldOf(id) };
  }

  const unknown = (path: string) =>
    new AppError('APPROVAL_COPY_UNKNOWN', {}, [{ path, code: 'APPROVAL_COPY_UNKNOWN', params: {} }]);

  return {
    /**
     * Whom the reader could tell of a request, as far as the reader sees people; roles stand for those whom
     * it does not see. Nobody who is told already.
     * @throws AppError NOT_FOUND, FORBIDDEN
     */
    async copyChoices(call: Call, id: string): Promise<CopyChoices> {
      return asCaller(database, call, async (tx) => {
        const { row, own, told } = await request(tx, call, id);
        const people = await findReaders(tx, row.tenantId, clock.now());
        const places = own.parentId === null ? (['PROVINCE'] as const) : (['OWN', 'PROVINCE'] as const);
        const roles = places.flatMap((at) => COPIED_ROLES.map((role) => ({ at, role })));
        return {
          people: people
            .filter(({ personId }) => personId !== actorId(call.actor))
            .filter(({ personId }) => !told.some((each) => each.personId === personId)),
          roles: roles.filter((each) => {
            const [to] = routeCopies([each], own);
            return !told.some(({ tenantId, role }) => role === to?.role && tenantId === to.tenantId);
          }),
        };
      });
    },

    /**
     * Tells people, or everybody of a role, of a request: they may read it and decide nothing by it.
     * @throws AppError NOT_FOUND, FORBIDDEN, APPROVAL_COPY_UNKNOWN beside the person or role
     */
    async copy(call: Call, input: ApprovalCopyInput): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        await createCopyStore(tx).lock(input.id);
        const { row, own, told } = await request(tx, call, input.id);
        const readers = await findReaders(tx, row.tenantId, clock.now());
        const people = [...new Set(input.personIds)].map((personId, index) => {
          const found = readers.find((each) => each.personId === personId);
          const isTold = told.some((each) => each.personId === personId);
          if (!found || isTold || personId === actorId(call.actor))
            throw unknown(`personIds.${String(index)}`);
          return found;
        });
        const roles = routeCopies(input.roles, own);
        const again = roles.findIndex((to) =>
          told.some(({ tenantId, role }) => role === to.role && tenantId === to.tenantId),
        );
        if (again !== -1) throw unknown(`roles.${String(again)}`);
        const recipients = [
          ...people.map(({ personId, staffId, tenantId }) => ({ tenantId, role: null, personId, staffId })),
          ...roles.map(({ tenantId, role }) => ({ tenantId, role, personId: null, staffId: null })),
        ];
        const note = input.note === '' ? null : (input.note ?? null);
        await createCopyStore(tx).insert(
          recipients.map(({ tenantId, role, personId, staffId }) => ({
            ...{ id: ids.next(), tenantId: row.tenantId, requestId: row.id, toTenantId: tenantId },
            ...{ role, personId, personName: staffId, note },
            ...{ byName: actorLabel(call.actor), at: clock.now() },
          })),
        );
        const release = requireRow(await createReviewReadModel(tx).findRelease(row.releaseId));
        await releases.copied(tx, call, release, { requestId: row.id, note, recipients });
        await audit.success(tx, call, {
          act: 'approvals.copy',
          subject: { type: 'ApprovalRequest', id: row.id },
          after: {
            ...{ title: release.title, hash: release.hash, note },
            to: recipients.map(({ staffId, role }) => staffId ?? role),
          },
          campaignId: release.campaignId,
        });
        return { id: row.id };
      });
    },

    /**
     * Records that the reader opened a request as it is: what they were told of is read, and only what was
     * opened can be approved. Again is not an error.
     * @throws AppError NOT_FOUND, APPROVAL_HASH_CHANGED
     */
    async open(call: Call, { id, hash }: ApprovalOpenInput): Promise<{ id: string; isFirst: boolean }> {
      return asCaller(database, call, async (tx) => {
        const row = requireRow(await createApprovalReadModel(tx, call.actor, clock.now()).findById(id));
        if (row.hash !== hash) throw new AppError('APPROVAL_HASH_CHANGED');
        const isFirst = await createCopyStore(tx).open({
          ...{ tenantId: call.actor.tenant.id, personId: actorId(call.actor), requestId: id, hash },
          openedAt: clock.now(),
        });
        await audit.success(tx, call, {
          act: 'approvals.open',
          subject: { type: 'ApprovalRequest', id },
          after: { hash, title: row.title },
          campaignId: row.campaignId,
        });
        return { id, isFirst };
      });
    },
  };
}
