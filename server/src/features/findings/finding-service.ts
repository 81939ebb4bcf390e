import { redactText } from '@xietong/shared/audit';
import { findingReminder, nextFindingState, noteFindingSchema } from '@xietong/shared/findings';
import type {
  FindingCommand,
  FindingListInput,
  FindingOwner,
  FindingRow,
  FindingStepInput,
  FindingView,
  NoteFindingForm,
} from '@xietong/shared/findings';
import { shanghaiDate, windowOfDates } from '@xietong/shared/kernel';
import type { Page } from '@xietong/shared/kernel';
import type { PersonActor } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort, RepeatPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { createOnce } from '../../access/create-once';
import { findTenantByCode } from '../../access/named-tenant-store';
import { can, requireCan, requireRow } from '../../access/require-can';
import { requirePerson } from '../../access/require-person';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { createFindingReadModel } from './finding-read-model';
import { createFindingStore } from './finding-store';
import type { FindingRecord } from './finding-store';

export type FindingNewsKind =
  `FINDING_${'NOTED' | 'ANSWERED' | 'SENT_BACK' | 'CLOSED' | 'WITHDRAWN' | 'DUE_SOON' | 'OVERDUE'}`;

/** Tells people of a finding. */
export interface FindingNews {
  finding(
    tx: Tx,
    call: Call,
    news: {
      readonly id: string;
      readonly title: string;
      readonly kind: FindingNewsKind;
      readonly recipients: readonly (
        | { tenantId: string; role: 'AUDITOR' }
        | { tenantId: string; personId: string }
      )[];
      readonly reason: string | null;
    },
  ): Promise<void>;
}

export interface FindingDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort & RepeatPort;
  readonly news: FindingNews;
  readonly numbers: { nextNumber(tx: Tx, tenantId: string, series: string): Promise<number> };
}

/** 审计发现: noted by an auditor, answered by who is responsible, closed by an auditor who is not. */
export function createFindingService({ database, clock, ids, audit, news, numbers }: FindingDeps) {
  const ownerOf = ({ tenantId, ownerId: personId }: FindingRecord) => ({ tenantId, personId });
  const auditorsOf = ({ notedTenantId: tenantId }: FindingRecord) => ({ tenantId, role: 'AUDITOR' as const });

  async function step(
    call: Call,
    { id, rowVersion, text }: FindingStepInput,
    command: FindingCommand,
    act: string,
  ): Promise<{ id: string }> {
    const actor = requirePerson(call);
    await asCaller(database, call, async (tx) => {
      const store = createFindingStore(tx);
      const row = requireRow(await store.lockById(id));
      requireCan(actor, command === 'ANSWER' ? 'submit' : 'update', 'AuditFinding', row);
      if (row.rowVersion !== rowVersion) throw new AppError('STALE_VERSION');
      const next = unwrap(nextFindingState(row, command, actor.personId));
      const now = clock.now();
      const said = redactText(text);
      await store.change(id, { state: next.state, rowVersion: rowVersion + 1, stateSince: now });
      await store.addStep({
        ...{ id: ids.next(), tenantId: row.tenantId, findingId: id, step: next.step, text: said },
        ...{ byId: actor.personId, byName: actor.staffId, at: now },
      });
      const recipients = command === 'ANSWER' ? [auditorsOf(row)] : [ownerOf(row)];
      const kind = `FINDING_${next.step}` as const;
      await news.finding(tx, call, { id, title: row.title, kind, recipients, reason: said });
      await audit.success(tx, call, {
        act,
        subject: { type: 'AuditFinding', id },
        before: { state: row.state },
        after: { state: next.state, number: row.number, title: row.title, reason: said },
      });
    });
    return { id };
  }

  /** One reminder in one transaction: what is told and the mark that it was come together or not at all. */
  async function remind(call: Call, id: string): Promise<boolean> {
    return asCaller(database, call, async (tx) => {
      const store = createFindingStore(tx);
      const row = await store.lockById(id);
      const now = clock.now();
      const what = row && findingReminder(row, now);
      if (!what) return false;
      const isMissed = what === 'OVERDUE';
      await store.change(id, isMissed ? { missedAt: now } : { remindedAt: now });
      const recipients = isMissed ? [ownerOf(row), auditorsOf(row)] : [ownerOf(row)];
      await news.finding(tx, call, {
        id,
        title: row.title,
        kind: `FINDING_${what}`,
        recipients,
        reason: null,
      });
      await audit.success(tx, call, {
        act: isMissed ? 'findings.missed' : 'findings.dueSoon',
        subject: { type: 'AuditFinding', id },
        after: { number: row.number, title: row.title, dueAt: row.dueAt.toISOString() },
      });
      return true;
    });
  }

  return {
    async list(call: Call, input: FindingListInput): Promise<Page<FindingRow>> {
      return asCaller(database, call, (tx) =>
        createFindingReadModel(tx, call.actor, clock.now()).list(input),
      );
    },

    /** @throws AppError NOT_FOUND */
    async get(call: Call, id: string): Promise<FindingView> {
      const actor = requirePerson(call);
      return asCaller(database, call, async (tx) => {
        const found = requireRow(await createFindingReadModel(tx, actor, clock.now()).findById(id));
        const { row, shown } = found;
        const may = (command: FindingCommand) =>
          can(actor, command === 'ANSWER' ? 'submit' : 'update', 'AuditFinding', row) &&
          nextFindingState(row, command, actor.personId).ok;
        return {
          ...shown,
          ...{ rowVersion: row.rowVersion, text: row.text, evidence: row.evidence },
          steps: (await createFindingStore(tx).stepsOf(id)).map(
            ({ id: stepId, step: made, text, byName, at }) => ({
              ...{ id: stepId, step: made, text, byName, at: at.toISOString() },
            }),
          ),
          may: { answer: may('ANSWER'), decide: may('CLOSE'), withdraw: may('WITHDRAW') },
        };
      });
    },

    /** Who can be responsible in a tenant. @throws AppError NOT_FOUND, FORBIDDEN */
    async owners(call: Call, tenantCode: string): Promise<FindingOwner[]> {
      const actor = requirePerson(call);
      return asCaller(database, call, async (tx) => {
        const concerned = requireRow(await findTenantByCode(tx, tenantCode));
        if (!mayNote(actor, concerned.id)) throw new AppError('NOT_FOUND');
        const found = await createFindingStore(tx).ownersIn(concerned.id, clock.now());
        return found.filter(({ id }) => id !== actor.personId);
      });
    },

    /**
     * Notes a finding; its owner is told. Of the same form once.
     * @throws AppError NOT_FOUND for another city or evidence that is not to be seen, FORBIDDEN, FINDING_OWNER_UNFIT,
     * FINDING_DUE_PAST, ALREADY_CREATED
     */
    async note(call: Call, input: NoteFindingForm): Promise<{ id: string }> {
      const actor = requirePerson(call);
      const { idempotencyKey: key, ...noted } = noteFindingSchema.parse(input);
      const dueAt = new Date(windowOfDates(noted.dueDay, noted.dueDay).endsAt);
      const said = { title: redactText(noted.title), text: redactText(noted.text) };
      const asked = { ...said, severity: noted.severity, ownerId: noted.ownerId, evidence: noted.evidence };
      const find = async (tx: Tx, id: string) => {
        const made = await createFindingStore(tx).findById(id);
        if (!made) return undefined;
        const concerned = await findTenantByCode(tx, noted.tenant);
        const { title, text, severity, ownerId, evidence } = made;
        const tenant = made.tenantId === concerned?.id ? noted.tenant : null;
        const due = made.dueAt.toISOString();
        return { input: { title, text, severity, ownerId, evidence, tenant, due }, answer: { id } };
      };
      const create = async (tx: Tx, id: string): Promise<{ id: string }> => {
        const store = createFindingStore(tx);
        const concerned = requireRow(await findTenantByCode(tx, noted.tenant));
        if (!mayNote(actor, concerned.id)) throw new AppError('NOT_FOUND');
        const now = clock.now();
        if (dueAt <= now)
          throw new AppError('FINDING_DUE_PAST', {}, [
            { path: 'dueDay', code: 'FINDING_DUE_PAST', params: {} },
          ]);
        const owner = (await store.ownersIn(concerned.id, now)).find((each) => each.id === noted.ownerId);
        if (!owner || owner.id === actor.personId) throw new AppError('FINDING_OWNER_UNFIT');
        for (const each of noted.evidence)
          if (!(await store.hasEvidence(each))) throw new AppError('NOT_FOUND');
        const year = shanghaiDate(now).slice(0, 4);
        const notedTenantId = actor.tenant.id;
        const counted = await numbers.nextNumber(tx, notedTenantId, `FINDING-${year}`);
        const row: FindingRecord = {
          ...{ id, tenantId: concerned.id, notedTenantId, state: 'OPEN', rowVersion: 1, stateSince: now },
          number: `SJ-${actor.tenant.code}-${year}-${String(counted).padStart(4, '0')}`,
          ...{ ...asked, ownerName: owner.staffId, dueAt },
          ...{ notedBy: actor.personId, notedByName: actor.staffId, notedAt: now, createdAt: now },
          ...{ remindedAt: null, missedAt: null },
        };
        await store.insert(row);
        await store.addStep({
          ...{ id: ids.next(), tenantId: concerned.id, findingId: id, step: 'NOTED', text: row.text },
          ...{ byId: actor.personId, byName: actor.staffId, at: now },
        });
        const { title, number, severity, evidence, ownerName } = row;
        await news.finding(tx, call, {
          id,
          title,
          kind: 'FINDING_NOTED',
          recipients: [ownerOf(row)],
          reason: null,
        });
        await audit.success(tx, call, {
          act: 'findings.note',
          subject: { type: 'AuditFinding', id },
          after: { number, title, severity, tenant: concerned.code, ownerName, dueAt, evidence },
        });
        return { id };
      };
      return createOnce({ database, ids, audit }, call, {
        ...{ act: 'findings.note', key, find, create },
        input: { ...asked, tenant: noted.tenant, due: dueAt.toISOString() },
      });
    },

    /** Its owner says what was done. @throws AppError NOT_FOUND, STALE_VERSION, FINDING_NOT_OWNER, FINDING_WRONG_STATE */
    answer: (call: Call, input: FindingStepInput) => step(call, input, 'ANSWER', 'findings.answer'),
    /** @throws AppError NOT_FOUND, FORBIDDEN, STALE_VERSION, FINDING_BY_OWNER, FINDING_WRONG_STATE */
    close: (call: Call, input: FindingStepInput) => step(call, input, 'CLOSE', 'findings.close'),
    /** Back to its owner, with a reason. @throws AppError as close */
    sendBack: (call: Call, input: FindingStepInput) => step(call, input, 'SEND_BACK', 'findings.sendBack'),
    /** @throws AppError as close */
    withdraw: (call: Call, input: FindingStepInput) => step(call, input, 'WITHDRAW', 'findings.withdraw'),

    /**
     * Reminds of deadlines and marks what was missed; returns how many. May be repeated, cut off at any moment
     * and run by two at once: nobody is told the same twice.
     */
    async runReminders(call: Call): Promise<number> {
      const due = await asCaller(database, call, (tx) => createFindingStore(tx).dueIds(clock.now()));
      let told = 0;
      for (const id of due) if (await remind(call, id)) told += 1;
      return told;
    },
  };
}
export type FindingService = ReturnType<typeof createFindingService>;

/** Whether somebody audits a tenant; whom a finding would name is not the matter yet. */
function mayNote(actor: PersonActor, tenantId: string): boolean {
  return can(actor, 'create', 'AuditFinding', { tenantId, ownerId: '', notedTenantId: actor.tenant.id });
}
