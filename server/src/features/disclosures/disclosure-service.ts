import { redactText } from '@xietong/shared/audit';
import {
  askDisclosureSchema,
  checkAuthoriser,
  checkTaking,
  checkUndecided,
  disclosureExpiry,
  disclosureState,
} from '@xietong/shared/disclosures';
import type {
  AskDisclosureForm,
  DecideDisclosureInput,
  DisclosureListInput,
  DisclosureRow,
  DisclosureTarget,
  DisclosureTargetInput,
  DisclosureView,
  RevokeDisclosureInput,
} from '@xietong/shared/disclosures';
import { maskPhone, shanghaiDate } from '@xietong/shared/kernel';
import type { Page } from '@xietong/shared/kernel';
import type { PersonActor } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort, RepeatPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { createOnce } from '../../access/create-once';
import { can, requireCan, requireRow } from '../../access/require-can';
import { requirePerson } from '../../access/require-person';
import { approverIdsOf } from '../../db/approver-ids';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import type { NumberVault } from '../../platform/number-vault';
import { createDisclosureReadModel } from './disclosure-read-model';
import { createDisclosureStore } from './disclosure-store';
import type { DisclosureRecord, DisclosureUseRecord } from './disclosure-store';
import { createNumberReadModel } from './number-read-model';

/** Tells people what became of a request. */
export interface DisclosureNews {
  disclosure(
    tx: Tx,
    call: Call,
    news: {
      readonly id: string;
      readonly title: string;
      readonly kind: `DISCLOSURE_${'ASKED' | 'AUTHORISED' | 'REFUSED' | 'REVOKED'}`;
      readonly recipient: { tenantId: string; role: 'APPROVER' } | { tenantId: string; personId: string };
      readonly reason: string | null;
    },
  ): Promise<void>;
}

export interface DisclosureDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort & RepeatPort;
  readonly vault: NumberVault;
  readonly news: DisclosureNews;
  readonly numbers: { nextNumber(tx: Tx, tenantId: string, series: string): Promise<number> };
  /** Whether no other process hands numbers out: a download that this one does not know of is over. */
  readonly isAlone: boolean;
}

/** What a request is about: so many numbers that can be given, and so many members that nobody knows. */
interface Target extends DisclosureTarget {
  readonly listVersionId: string | null;
  readonly subscriberId: string | null;
}

/** 金库授权: numbers in clear are asked for by one person, authorised by a second, and used by the first alone. */
export function createDisclosureService(deps: DisclosureDeps) {
  const { database, clock, audit, vault, news, numbers } = deps;

  /** @throws AppError NOT_FOUND for what is another tenant's, DISCLOSURE_EMPTY */
  async function targetOf(tx: Tx, actor: PersonActor, { kind, id }: DisclosureTargetInput): Promise<Target> {
    const readModel = createNumberReadModel(tx);
    if (kind === 'NUMBER') {
      const found = requireRow(await readModel.findSubscriber(id));
      requireCan(actor, 'read', 'Subscriber', { tenantId: found.homeTenantId });
      const title = maskPhone(vault.decrypt(found.numberEncrypted));
      return { listId: null, listVersionId: null, subscriberId: id, title, rows: 1, missing: 0 };
    }
    const version = requireRow(await readModel.findVersion(id));
    if (version.tenantId !== actor.tenant.id) throw new AppError('NOT_FOUND');
    const rows = await readModel.countKnown(id);
    if (rows === 0) throw new AppError('DISCLOSURE_EMPTY');
    const title = `${version.name} v${String(version.version)}`;
    const counts = { rows, missing: version.size - rows };
    return { listId: version.listId, listVersionId: id, subscriberId: null, title, ...counts };
  }

  /** @throws AppError DISCLOSURE_NOBODY where no second person could ever say yes */
  async function requireSecond(tx: Tx, actor: PersonActor, versionId: string | null): Promise<void> {
    const importers = await createNumberReadModel(tx).importersOf(versionId);
    const approvers = await approverIdsOf(tx, actor.tenant.id, clock.now());
    const facts = { askedBy: actor.personId, importers };
    if (!approvers.some((id) => checkAuthoriser(facts, id).ok)) throw new AppError('DISCLOSURE_NOBODY');
  }

  async function factsOf(tx: Tx, row: DisclosureRecord) {
    return { ...row, ...(await createDisclosureStore(tx).countUses(row.id)) };
  }

  /** Locks a request and changes it; what is told and audited comes in the same transaction. */
  async function change(
    call: Call,
    id: string,
    run: (tx: Tx, row: DisclosureRecord, actor: PersonActor) => Promise<void>,
  ): Promise<{ id: string }> {
    const actor = requirePerson(call);
    await asCaller(database, call, async (tx) => {
      await run(tx, requireRow(await createDisclosureStore(tx).lockById(id)), actor);
    });
    return { id };
  }

  return {
    /**
     * What a request would be about, before anybody asks: how many numbers there are to give.
     * @throws AppError NOT_FOUND, FORBIDDEN, DISCLOSURE_EMPTY
     */
    async preview(call: Call, input: DisclosureTargetInput): Promise<DisclosureTarget> {
      const actor = requirePerson(call);
      requireCan(actor, 'create', 'Disclosure', { tenantId: actor.tenant.id, askedBy: actor.personId });
      return asCaller(database, call, async (tx) => {
        const { title, listId, rows, missing } = await targetOf(tx, actor, input);
        return { title, listId, rows, missing };
      });
    },

    /**
     * Asks for the numbers of a version of a list of the own tenant, or for one customer's; of the same form once.
     * @throws AppError NOT_FOUND, FORBIDDEN, DISCLOSURE_EMPTY, DISCLOSURE_NOBODY, ALREADY_CREATED
     */
    async ask(call: Call, input: AskDisclosureForm): Promise<{ id: string }> {
      const actor = requirePerson(call);
      const asked = askDisclosureSchema.parse(input);
      const tenantId = actor.tenant.id;
      requireCan(actor, 'create', 'Disclosure', { tenantId, askedBy: actor.personId });
      const { kind, id: targetId, purpose, hours, downloads: maxDownloads, idempotencyKey: key } = asked;
      // A number that somebody typed in is not kept in clear here either.
      const words = { purposeNote: redactText(asked.purposeNote), recipient: redactText(asked.recipient) };
      const find = async (tx: Tx, id: string) => {
        const made = await createDisclosureStore(tx).findById(id);
        if (!made) return undefined;
        const { purposeNote, recipient } = made;
        const ofWhat = { kind: made.kind, targetId: made.listVersionId ?? made.subscriberId };
        const terms = { purpose: made.purpose, hours: made.hours, maxDownloads: made.maxDownloads };
        return { input: { ...ofWhat, ...terms, purposeNote, recipient }, answer: { id } };
      };
      const create = async (tx: Tx, id: string): Promise<{ id: string }> => {
        const { listVersionId, subscriberId, title, rows, missing } = await targetOf(tx, actor, asked);
        await requireSecond(tx, actor, listVersionId);
        const now = clock.now();
        const year = shanghaiDate(now).slice(0, 4);
        const counted = await numbers.nextNumber(tx, tenantId, `DISCLOSURE-${year}`);
        const number = `SQ-${actor.tenant.code}-${year}-${String(counted).padStart(4, '0')}`;
        await createDisclosureStore(tx).insert({
          ...{ id, tenantId, number, kind, listVersionId, subscriberId, title, rows, missing },
          ...{ purpose, ...words, hours, maxDownloads },
          ...{ state: 'ASKED', askedBy: actor.personId, askedByName: actor.staffId, askedAt: now },
        });
        await news.disclosure(tx, call, {
          ...{ id, title, kind: 'DISCLOSURE_ASKED', reason: words.purposeNote },
          recipient: { tenantId, role: 'APPROVER' },
        });
        await audit.success(tx, call, {
          act: 'disclosures.ask',
          subject: { type: 'Disclosure', id },
          after: { number, kind, title, rows, missing, purpose, ...words, hours, maxDownloads },
        });
        return { id };
      };
      return createOnce(deps, call, {
        ...{ act: 'disclosures.ask', key, find, create },
        input: { kind, targetId, purpose, hours, maxDownloads, ...words },
      });
    },

    async list(call: Call, input: DisclosureListInput): Promise<Page<DisclosureRow>> {
      return asCaller(database, call, (tx) =>
        createDisclosureReadModel(tx, call.actor, clock.now()).list(input),
      );
    },

    /** @throws AppError NOT_FOUND */
    async get(call: Call, id: string): Promise<DisclosureView> {
      const actor = requirePerson(call);
      return asCaller(database, call, async (tx) => {
        const now = clock.now();
        const found = requireRow(await createDisclosureReadModel(tx, actor, now).findById(id));
        const { row, listId, shown, done, broken } = found;
        const importers = await createNumberReadModel(tx).importersOf(row.listVersionId);
        const facts = { ...row, done, broken };
        const isInForce = disclosureState(facts, now) === 'AUTHORISED';
        return {
          ...shown,
          ...{ listId, purposeNote: row.purposeNote, recipient: row.recipient, hours: row.hours },
          ...outcomesOf(row),
          uses: (await createDisclosureStore(tx).usesOf(id)).map(useOf),
          may: {
            decide:
              can(actor, 'approve', 'Disclosure', row) &&
              checkUndecided(facts, now).ok &&
              checkAuthoriser({ askedBy: row.askedBy, importers }, actor.personId).ok,
            withdraw: can(actor, 'withdraw', 'Disclosure', row) && checkUndecided(facts, now).ok,
            revoke: isInForce && mayRevoke(actor, row),
            take: can(actor, 'export', 'Disclosure', row) && checkTaking(facts, now).ok,
          },
        };
      });
    },

    /**
     * Authorises or refuses, as a second person.
     * @throws AppError NOT_FOUND, FORBIDDEN, DISCLOSURE_DECIDED, DISCLOSURE_LAPSED, DISCLOSURE_BY_REQUESTER,
     * DISCLOSURE_BY_IMPORTER
     */
    async decide(call: Call, { id, outcome, reason: given }: DecideDisclosureInput): Promise<{ id: string }> {
      return change(call, id, async (tx, row, actor) => {
        requireCan(actor, 'approve', 'Disclosure', row);
        const now = clock.now();
        unwrap(checkUndecided(await factsOf(tx, row), now));
        const importers = await createNumberReadModel(tx).importersOf(row.listVersionId);
        unwrap(checkAuthoriser({ askedBy: row.askedBy, importers }, actor.personId));
        const reason = given === null ? null : redactText(given);
        const expiresAt = outcome === 'AUTHORISED' ? disclosureExpiry(row.hours, now) : null;
        await createDisclosureStore(tx).change(id, {
          ...{ state: outcome, decidedBy: actor.personId, decidedByName: actor.staffId, decidedAt: now },
          ...{ decisionReason: reason, expiresAt },
        });
        const { title, number, tenantId, askedBy: personId } = row;
        const recipient = { tenantId, personId };
        await news.disclosure(tx, call, { id, title, kind: `DISCLOSURE_${outcome}`, recipient, reason });
        await audit.success(tx, call, {
          act: 'disclosures.decide',
          subject: { type: 'Disclosure', id },
          before: { state: row.state },
          after: { state: outcome, number, title, rows: row.rows, reason, expiresAt },
        });
      });
    },

    /** Takes the own request back before it is decided. @throws AppError as decide */
    async withdraw(call: Call, id: string): Promise<{ id: string }> {
      return change(call, id, async (tx, row, actor) => {
        requireCan(actor, 'withdraw', 'Disclosure', row);
        const now = clock.now();
        unwrap(checkUndecided(await factsOf(tx, row), now));
        await createDisclosureStore(tx).change(id, {
          ...{ state: 'WITHDRAWN', decidedBy: actor.personId, decidedByName: actor.staffId, decidedAt: now },
        });
        await audit.success(tx, call, {
          act: 'disclosures.withdraw',
          subject: { type: 'Disclosure', id },
          before: { state: row.state },
          after: { state: 'WITHDRAWN', number: row.number, title: row.title },
        });
      });
    },

    /**
     * Ends an authorisation at once, a download that runs, too.
     * @throws AppError NOT_FOUND, FORBIDDEN for who neither gave it nor keeps security, DISCLOSURE_NOT_IN_FORCE
     */
    async revoke(call: Call, { id, reason: given }: RevokeDisclosureInput): Promise<{ id: string }> {
      const reason = redactText(given);
      return change(call, id, async (tx, row, actor) => {
        requireCan(actor, 'takeDown', 'Disclosure', row);
        if (!mayRevoke(actor, row)) throw new AppError('FORBIDDEN');
        const now = clock.now();
        const state = disclosureState(await factsOf(tx, row), now);
        if (state !== 'AUTHORISED') throw new AppError('DISCLOSURE_NOT_IN_FORCE', { state });
        await createDisclosureStore(tx).change(id, {
          ...{ state: 'REVOKED', revokedBy: actor.personId, revokedByName: actor.staffId },
          ...{ revokedAt: now, revokeReason: reason },
        });
        const { title, number, tenantId, askedBy: personId } = row;
        const recipient = { tenantId, personId };
        await news.disclosure(tx, call, { id, title, kind: 'DISCLOSURE_REVOKED', recipient, reason });
        await audit.success(tx, call, {
          act: 'disclosures.revoke',
          subject: { type: 'Disclosure', id },
          before: { state: row.state },
          after: { state: 'REVOKED', number, title, reason },
        });
      });
    },
  };
}
export type DisclosureService = ReturnType<typeof createDisclosureService>;

/** Who gave it, and whoever keeps the security of the tenant or of the province. */
function mayRevoke(actor: PersonActor, row: DisclosureRecord): boolean {
  if (!can(actor, 'takeDown', 'Disclosure', row)) return false;
  return actor.role === 'SECURITY_ADMIN' || row.decidedBy === actor.personId;
}

function outcomesOf(row: DisclosureRecord): Pick<DisclosureView, 'decision' | 'revocation'> {
  const { decidedByName, decidedAt, decisionReason, revokedByName, revokedAt, revokeReason } = row;
  return {
    decision:
      decidedByName !== null && decidedAt !== null
        ? { byName: decidedByName, at: decidedAt.toISOString(), reason: decisionReason }
        : null,
    revocation:
      revokedByName !== null && revokedAt !== null
        ? { byName: revokedByName, at: revokedAt.toISOString(), reason: revokeReason ?? '' }
        : null,
  };
}

function useOf({ id, state, usedByName, startedAt, endedAt, rows, sha256 }: DisclosureUseRecord) {
  return {
    ...{ id, state, byName: usedByName, startedAt: startedAt.toISOString() },
    ...{ endedAt: endedAt?.toISOString() ?? null, rows, sha256 },
  };
}
