import {
  nextReleaseState,
  overallWindow,
  releaseDocumentSchema,
  sealRelease,
} from '@xietong/shared/releases';
import { dueOf } from '@xietong/shared/approvals';
import type { Exemption } from '@xietong/shared/content-check';
import type { ReleaseDocument, ReleaseKind } from '@xietong/shared/releases';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import type { CopiedTo, HandedStep, LateStep, ReleaseNews } from './release-news';
import { routeRelease } from './release-routing';
import { createReleaseStore } from './release-store';
import type { Author, ReleaseRow } from './release-store';
import { createStandardArchiving } from './standard-archiving';

export interface SubmitRelease {
  readonly kind: ReleaseKind;
  readonly campaignId: string;
  readonly versionId: string;
  readonly document: ReleaseDocument;
  readonly note?: string | undefined;
  /** Approvals by different people that it needs. */
  readonly required?: number;
  /** Its author's evidence for what the content check lets through with evidence alone. */
  readonly exemptions?: readonly Exemption[] | undefined;
}

/** What releases ask of the content check; each throws CONTENT_CHECK_BLOCKED for what may not stand. */
export interface ContentCheckPort {
  /** Checks what is handed in and keeps what was found. */
  submitted(
    tx: Tx,
    release: {
      readonly id: string;
      readonly tenantId: string;
      readonly document: ReleaseDocument;
      readonly exemptions: readonly Exemption[];
    },
  ): Promise<void>;
  /** Checks again with what is in force now. */
  again(tx: Tx, release: { readonly id: string; readonly document: ReleaseDocument }): Promise<void>;
}

export interface ReleaseServiceDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly news: ReleaseNews;
  readonly checks: ContentCheckPort;
}

/** What changed state, told to the feature that owns the version. */
export interface DecidedRelease {
  readonly releaseId: string;
  readonly kind: ReleaseKind;
  readonly campaignId: string;
  readonly versionId: string;
  readonly tenantId: string;
  readonly outcome: 'APPROVED' | 'RETURNED' | 'REJECTED';
  readonly reason: string | null;
}

function authorOf(call: Call): Author {
  return { actorKind: call.actor.kind, actorId: actorId(call.actor), actorName: actorLabel(call.actor) };
}

function listVersionsOf(document: ReleaseDocument): string[] {
  const ids = document.placements.flatMap((placement) => placement.audience?.list?.versionId ?? []);
  return [...new Set(ids)];
}

const imagesOf = ({ assets }: ReleaseDocument): string[] => assets.map(({ sha256 }) => sha256);

/** Whose images a tenant's releases may show: its own, and a city's those of its province. */
async function ownersOf(store: ReturnType<typeof createReleaseStore>, tenantId: string): Promise<string[]> {
  const parentId = await store.parentOf(tenantId);
  return parentId === null ? [tenantId] : [tenantId, parentId];
}

function documentOf({ text }: Pick<ReleaseRow, 'text'>): ReleaseDocument {
  return releaseDocumentSchema.parse(JSON.parse(text));
}

/**
 * The unit of approval: sealing what was made, carrying it to its approvers, and what follows from
 * their decision. Runs inside the transaction of the feature that calls it.
 */
export function createReleaseService({ clock, ids, news, checks }: ReleaseServiceDeps) {
  return {
    ...createStandardArchiving({ clock }),

    /**
     * Call it with every change of anything that a release will hold. Of what was restored, those who made it are
     * authors of the release, too, whether anybody approved it then or not.
     */
    async recordAuthor(
      tx: Tx,
      call: Call,
      {
        restoredVersionId,
        ...subject
      }: { tenantId: string; campaignId: string; kind: ReleaseKind; restoredVersionId?: string },
    ): Promise<void> {
      const store = createReleaseStore(tx);
      const restored = restoredVersionId ? await store.versionAuthors(subject.kind, restoredVersionId) : [];
      for (const author of [...restored, authorOf(call)])
        await store.recordAuthor({ id: ids.next(), ...subject, ...author, at: clock.now() });
    },

    async nextNumber(tx: Tx, tenantId: string, series: string): Promise<number> {
      return createReleaseStore(tx).nextNumber(ids.next(), tenantId, series);
    },

    /**
     * Seals a document and asks for its approval. The submitter counts as an author, and so does
     * whoever made a list that it aims by or uploaded an image that it shows.
     * @throws AppError RELEASE_INVALID when the document is not one; FORBIDDEN; CONTENT_CHECK_BLOCKED
     * with every finding beside its field
     */
    async submit(
      tx: Tx,
      call: Call,
      { kind, campaignId, versionId, document, note, required = 1, exemptions = [] }: SubmitRelease,
    ): Promise<{ releaseId: string; requestId: string; hash: string }> {
      const tenantId = call.actor.tenant.id;
      requireCan(call.actor, 'submit', 'Release', { tenantId });
      const parsed = releaseDocumentSchema.safeParse(document);
      if (!parsed.success) throw new AppError('RELEASE_INVALID');
      const store = createReleaseStore(tx);
      const { text, hash } = sealRelease(parsed.data);
      const now = clock.now();
      const window = overallWindow(parsed.data.placements);
      const authors = new Map<string, Author>();
      for (const author of [
        authorOf(call),
        ...(await store.openAuthors(campaignId, kind)),
        ...(await store.listAuthors(listVersionsOf(parsed.data))),
        ...(await store.assetAuthors(await ownersOf(store, tenantId), imagesOf(parsed.data))),
      ])
        authors.set(author.actorId, author);
      const submitted = {
        submittedBy: actorId(call.actor),
        submittedByName: actorLabel(call.actor),
        submittedAt: now,
      };
      const releaseId = ids.next();
      await store.insert(
        {
          id: releaseId,
          tenantId,
          kind,
          campaignId,
          campaignNumber: document.subject.number,
          versionId,
          title: document.subject.title,
          state: 'IN_REVIEW',
          text,
          hash,
          startsAt: window ? new Date(window.startsAt) : null,
          endsAt: window ? new Date(window.endsAt) : null,
          ...submitted,
        },
        [...authors.values()],
        () => ids.next(),
      );
      await checks.submitted(tx, { id: releaseId, tenantId, document: parsed.data, exemptions });
      const requestId = ids.next();
      const { policy, steps, copies } = await routeRelease(
        tx,
        { tenantId, document: parsed.data, authorIds: [...authors.keys()], required },
        now,
      );
      const open = [
        ...new Set(steps.filter(({ stage }) => stage === 1).map((step) => step.approverTenantId)),
      ];
      await store.insertRequest(
        {
          id: requestId,
          tenantId,
          approverTenantId: requireRow(open[0]),
          releaseId,
          hash,
          state: 'OPEN',
          note: note?.trim() ? note.trim() : null,
          required: steps.reduce((sum, { approvals }) => sum + approvals, 0),
          policy,
          ...submitted,
        },
        steps.map((step) => ({
          ...{ id: ids.next(), tenantId, requestId, ...step },
          dueAt: step.stage === 1 ? dueOf(step, now) : null,
        })),
        copies.map(({ tenantId: toTenantId, role }) => ({
          ...{ id: ids.next(), tenantId, requestId, toTenantId, role, at: now },
        })),
      );
      const { number: campaignNumber, title } = document.subject;
      const subject = { tenantId, kind, campaignId, campaignNumber, title };
      for (const approverTenantId of open)
        await news.submitted(tx, call, { ...subject, requestId, approverTenantId });
      const recipients = copies.map((copy) => ({ ...copy, personId: null }));
      await news.copied(tx, call, { ...subject, requestId, note: null, recipients });
      return { releaseId, requestId, hash };
    },

    /** Holds what of a version is in review, if anything is: before the version itself, as a decision does. */
    async hold(tx: Tx, subject: { versionId: string; kind: ReleaseKind }): Promise<void> {
      await createReleaseStore(tx).findByVersion(subject.versionId, subject.kind, 'IN_REVIEW');
    },

    /**
     * An author takes a release back while it is in review.
     * @throws AppError NOT_FOUND when none is in review; FORBIDDEN for who is no author
     */
    async withdraw(tx: Tx, call: Call, subject: { versionId: string; kind: ReleaseKind }): Promise<void> {
      const store = createReleaseStore(tx);
      const row = requireRow(await store.findByVersion(subject.versionId, subject.kind, 'IN_REVIEW'));
      requireCan(call.actor, 'withdraw', 'Release', { tenantId: row.tenantId });
      const authors = await store.authorsOf(row.id);
      if (!authors.some((author) => author.actorId === actorId(call.actor))) throw new AppError('FORBIDDEN');
      await store.setState(row.id, unwrap(nextReleaseState(row.state, 'WITHDRAW')), clock.now());
      await store.withdrawRequests(row.id, clock.now());
    },

    /**
     * Publishes an approved standard: the second of the two acts. The one published before gives way.
     * @throws AppError NOT_FOUND when the version has no approved release; FORBIDDEN; CONTENT_CHECK_BLOCKED
     */
    async publish(tx: Tx, call: Call, subject: { versionId: string }): Promise<ReleaseRow> {
      const store = createReleaseStore(tx);
      const row = requireRow(await store.findByVersion(subject.versionId, 'STANDARD', 'APPROVED'));
      requireCan(call.actor, 'publish', 'Release', { tenantId: row.tenantId });
      await checks.again(tx, { id: row.id, document: documentOf(row) });
      await store.supersedePublished(row.campaignId, row.id);
      await store.setState(row.id, unwrap(nextReleaseState(row.state, 'PUBLISH')));
      await news.published(tx, call, row);
      return row;
    },

    /**
     * Takes a published standard off.
     * @throws AppError NOT_FOUND when the version has no published release; FORBIDDEN
     */
    async takeOff(tx: Tx, call: Call, subject: { versionId: string }): Promise<void> {
      const store = createReleaseStore(tx);
      const row = requireRow(await store.findByVersion(subject.versionId, 'STANDARD', 'PUBLISHED'));
      requireCan(call.actor, 'publish', 'Release', { tenantId: row.tenantId });
      await store.setState(row.id, unwrap(nextReleaseState(row.state, 'WITHDRAW')));
    },

    /**
     * Gives up an approved standard that was never published, because its next version is begun.
     * @throws AppError NOT_FOUND when the version has no approved release; FORBIDDEN
     */
    async giveUp(tx: Tx, call: Call, subject: { versionId: string }): Promise<void> {
      const store = createReleaseStore(tx);
      const row = requireRow(await store.findByVersion(subject.versionId, 'STANDARD', 'APPROVED'));
      requireCan(call.actor, 'publish', 'Release', { tenantId: row.tenantId });
      await store.setState(row.id, unwrap(nextReleaseState(row.state, 'SUPERSEDE')));
    },

    /** The approvers of the tenants whose turn it has become hear that a release waits for them. */
    async handOn(
      tx: Tx,
      call: Call,
      row: ReleaseRow,
      { requestId, approverTenantIds }: { requestId: string; approverTenantIds: readonly string[] },
    ): Promise<void> {
      for (const approverTenantId of approverTenantIds)
        await news.submitted(tx, call, { ...row, requestId, approverTenantId });
    },

    /** An approver hears that a step was handed to them, or that they are asked, too. */
    async handOver(tx: Tx, call: Call, row: ReleaseRow, to: HandedStep): Promise<void> {
      await news.handedOver(tx, call, { ...row, ...to });
    },

    /** People, or everybody of a role, hear of a request that they may read. */
    async copied(tx: Tx, call: Call, row: ReleaseRow, to: CopiedTo): Promise<void> {
      await news.copied(tx, call, { ...row, ...to });
    },

    /** Those who have a step hear that its time is nearly or wholly up, or that its author waits. */
    async late(tx: Tx, call: Call, row: ReleaseRow, what: LateStep): Promise<void> {
      await news.late(tx, call, { ...row, ...what });
    },

    /**
     * What follows from a decision that was recorded: state, news, successors, images and lists.
     * @throws AppError CONTENT_CHECK_BLOCKED for an approval of what the dictionary no longer lets stand
     */
    async settle(
      tx: Tx,
      call: Call,
      row: ReleaseRow,
      { outcome, reason }: Pick<DecidedRelease, 'outcome' | 'reason'>,
    ): Promise<void> {
      const store = createReleaseStore(tx);
      const command = { APPROVED: 'APPROVE', RETURNED: 'RETURN', REJECTED: 'REJECT' } as const;
      const now = clock.now();
      const document = documentOf(row);
      if (outcome === 'APPROVED') await checks.again(tx, { id: row.id, document });
      const state = unwrap(nextReleaseState(row.state, command[outcome]));
      const starts = row.startsAt && row.startsAt > now ? row.startsAt : now;
      // Before its own state: a takedown takes the earlier ones first, too.
      if (outcome === 'APPROVED' && row.kind !== 'STANDARD') await store.overtake(row, starts);
      await store.setState(row.id, state, now);
      await news.decided(tx, call, {
        ...row,
        outcome,
        reason,
        authorIds: await store.personAuthorIds(row.id),
      });
      if (outcome !== 'APPROVED') return;
      await store.settleAuthors(row);
      const owners = await ownersOf(store, row.tenantId);
      await store.markReleased(owners, imagesOf(document), listVersionsOf(document), now);
    },
  };
}
