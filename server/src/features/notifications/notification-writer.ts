import { redactText } from '@xietong/shared/audit';
import type { VoidCause } from '@xietong/shared/approvals';
import type { NotificationKind } from '@xietong/shared/notifications';
import type { ReleaseKind } from '@xietong/shared/releases';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import type { Call } from '../../access/call';
import type { Clock } from '../../platform/clock';
import type { Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { createNotificationStore } from './notification-store';
import { tellOfOthers } from './other-news';
import type { OtherSubject, Recipient } from './other-news';
import { findCityIdsWithout, findProvinceId } from './recipient-read-model';

/** The release that something happened to. */
interface Subject {
  readonly tenantId: string;
  readonly kind: ReleaseKind;
  readonly campaignId: string;
  readonly campaignNumber: string;
  readonly title: string;
}

/** An import of a list; `title` is the list's name, or the file's. */
interface ImportSubject {
  readonly tenantId: string;
  readonly importId: string;
  readonly title: string;
}

/** The columns that say what it is about. */
function placeOf(subject: Subject | ImportSubject | OtherSubject) {
  if ('importId' in subject) return { importId: subject.importId };
  if ('aboutType' in subject) return { aboutType: subject.aboutType, aboutId: subject.aboutId };
  const { kind: releaseKind, campaignId, campaignNumber } = subject;
  return { releaseKind, campaignId, campaignNumber };
}

/** Tells people what became of releases and imports, inside the transaction in which it happens. */
export function createNotificationWriter({ clock, ids }: { clock: Clock; ids: Ids }) {
  async function tell(
    tx: Tx,
    call: Call,
    recipients: readonly Recipient[],
    subject: Subject | ImportSubject | OtherSubject,
    what: { kind: NotificationKind; requestId?: string; reason?: string | null },
  ): Promise<void> {
    const { actor } = call;
    const about = {
      fromTenantId: actor.tenant.id,
      kind: what.kind,
      ...placeOf(subject),
      // A number that somebody typed into a title or a reason stays out of the inboxes.
      title: redactText(subject.title),
      requestId: what.requestId ?? null,
      actorId: actorId(actor),
      actorName: actorLabel(actor),
      reason: what.reason ? redactText(what.reason) : null,
      at: clock.now(),
    };
    const rows = recipients.map((recipient) => ({ id: ids.next(), ...recipient, ...about }));
    await createNotificationStore(tx).insert(rows);
  }
  const people = (tenantId: string, personIds: readonly string[]): Recipient[] =>
    personIds.map((personId) => ({ tenantId, personId }));
  /** Whoever has a step: one person, or every approver of a tenant. */
  const inHands = (hands: readonly { readonly tenantId: string; readonly personId: string | null }[]) =>
    hands.flatMap(({ tenantId, personId }): Recipient[] =>
      personId === null ? [{ tenantId, role: 'APPROVER' }] : people(tenantId, [personId]),
    );

  return {
    /** A release waits for the approvers of a tenant. */
    async submitted(
      tx: Tx,
      call: Call,
      news: Subject & { requestId: string; approverTenantId: string },
    ): Promise<void> {
      const approvers = [{ tenantId: news.approverTenantId, role: 'APPROVER' as const }];
      await tell(tx, call, approvers, news, { kind: 'SUBMITTED', requestId: news.requestId });
    },

    /** An approver learns that a request was handed to them, or that they are asked, too. */
    async handedOver(
      tx: Tx,
      call: Call,
      news: Subject & {
        requestId: string;
        personId: string;
        personTenantId: string;
        what: 'APPROVAL_REASSIGNED' | 'APPROVER_ADDED';
        note: string;
      },
    ): Promise<void> {
      const { requestId, personId, personTenantId, what, note } = news;
      const recipient = people(personTenantId, [personId]);
      await tell(tx, call, recipient, news, { kind: what, requestId, reason: note });
    },

    /** People, or everybody of a role, learn of a request that they may read. */
    async copied(
      tx: Tx,
      call: Call,
      news: Subject & {
        requestId: string;
        note: string | null;
        recipients: readonly {
          readonly tenantId: string;
          readonly role: 'OPERATOR' | 'APPROVER' | 'AUDITOR' | null;
          readonly personId: string | null;
        }[];
      },
    ): Promise<void> {
      const recipients = news.recipients.flatMap(({ tenantId, role, personId }): Recipient[] =>
        personId !== null ? people(tenantId, [personId]) : role !== null ? [{ tenantId, role }] : [],
      );
      const { requestId, note } = news;
      await tell(tx, call, recipients, news, { kind: 'APPROVAL_COPIED', requestId, reason: note });
    },

    /**
     * Those who have a step learn that its time is nearly or wholly up, or that its author waits; of what was
     * missed the policy's escalation hears, too. Security administrators decide nothing and open nothing.
     */
    async late(
      tx: Tx,
      call: Call,
      news: Subject & {
        requestId: string;
        what: 'APPROVAL_DUE_SOON' | 'APPROVAL_OVERDUE' | 'APPROVAL_URGED' | 'APPROVAL_FELL_BACK';
        hands: readonly { readonly tenantId: string; readonly personId: string | null }[];
        escalation: 'PROVINCE_APPROVERS' | 'SECURITY_ADMINS' | null;
      },
    ): Promise<void> {
      const { requestId, what, hands, escalation } = news;
      await tell(tx, call, inHands(hands), news, { kind: what, requestId });
      if (escalation === null) return;
      const provinceId = await findProvinceId(tx);
      const isSecurity = escalation === 'SECURITY_ADMINS';
      const above: Recipient = { tenantId: provinceId, role: isSecurity ? 'SECURITY_ADMIN' : 'APPROVER' };
      await tell(tx, call, [above], news, {
        kind: 'APPROVAL_ESCALATED',
        ...(isSecurity ? {} : { requestId }),
      });
    },

    /** Its authors learn how it was decided, and why. */
    async decided(
      tx: Tx,
      call: Call,
      news: Subject & {
        outcome: 'APPROVED' | 'RETURNED' | 'REJECTED';
        reason: string | null;
        authorIds: readonly string[];
      },
    ): Promise<void> {
      const { outcome, reason } = news;
      await tell(tx, call, people(news.tenantId, news.authorIds), news, { kind: outcome, reason });
    },

    /** The operators of the cities that have nothing of a standard yet can work with it from now on. */
    async published(tx: Tx, call: Call, news: Subject): Promise<void> {
      const cities = await findCityIdsWithout(tx, news.campaignId);
      const operators = cities.map((tenantId) => ({ tenantId, role: 'OPERATOR' as const }));
      await tell(tx, call, operators, news, { kind: 'PUBLISHED' });
    },

    /** A city asks for a looser policy, or to leave: the approvers of the province hear of it, at the standard. */
    async exceptionAsked(
      tx: Tx,
      call: Call,
      news: Omit<Subject, 'kind'> & { about: 'POLICY' | 'DETACHMENT'; reason: string },
    ): Promise<void> {
      const approvers = [{ tenantId: news.tenantId, role: 'APPROVER' as const }];
      const { about, reason } = news;
      const kind = about === 'POLICY' ? 'EXCEPTION_ASKED' : 'DETACHMENT_ASKED';
      await tell(tx, call, approvers, { ...news, kind: 'STANDARD' }, { kind, reason });
    },

    /** Who asked for it hears what the province said. */
    async exceptionDecided(
      tx: Tx,
      call: Call,
      news: Omit<Subject, 'kind'> & {
        about: 'POLICY' | 'DETACHMENT';
        outcome: 'GRANTED' | 'REFUSED' | 'REVOKED';
        reason: string | null;
        personId: string;
      },
    ): Promise<void> {
      const { about, outcome, reason, personId, tenantId } = news;
      const kind =
        about === 'DETACHMENT' && outcome !== 'REVOKED'
          ? (`DETACHMENT_${outcome}` as const)
          : (`EXCEPTION_${outcome}` as const);
      await tell(tx, call, people(tenantId, [personId]), { ...news, kind: 'LOCAL' }, { kind, reason });
    },

    /** The operators of a city learn what the province asks, or did, about one of its campaigns. */
    async propagated(
      tx: Tx,
      call: Call,
      kind: 'PUSHED' | 'PUSH_REMINDED' | 'PUSH_WAIVED' | 'PUSH_MISSED',
      { id, number, title, tenantId }: { id: string; number: string; title: string; tenantId: string },
      reason: string | null,
    ): Promise<void> {
      const about = { tenantId, kind: 'LOCAL' as const, campaignId: id, campaignNumber: number, title };
      await tell(tx, call, [{ tenantId, role: 'OPERATOR' }], about, { kind, reason });
    },

    /** The operators of a city learn that the province took the standard of one of its campaigns off. */
    async standardRetired(
      tx: Tx,
      call: Call,
      { id, number, title, tenantId }: { id: string; number: string; title: string; tenantId: string },
      reason: string,
    ): Promise<void> {
      const about = { tenantId, kind: 'LOCAL' as const, campaignId: id, campaignNumber: number, title };
      await tell(tx, call, [{ tenantId, role: 'OPERATOR' }], about, { kind: 'STANDARD_RETIRED', reason });
    },

    /** The operators and approvers of a city learn that a mandatory push has corrected what runs of a campaign. */
    async corrected(tx: Tx, call: Call, news: Subject & { reason: string | null }): Promise<void> {
      const { tenantId, reason } = news;
      const roles = ['OPERATOR', 'APPROVER'] as const;
      await tell(
        tx,
        call,
        roles.map((role) => ({ tenantId, role })),
        news,
        { kind: 'CORRECTED', reason },
      );
    },

    /**
     * Its authors and the approvers of its tenant learn that it was paused because of its standard. Of a
     * retired one the operators hear at once for the whole campaign, so that here the approvers remain.
     */
    async paused(
      tx: Tx,
      call: Call,
      news: Subject & { because: string; authorIds: readonly string[] },
    ): Promise<void> {
      const approvers = [{ tenantId: news.tenantId, role: 'APPROVER' as const }];
      const authors = news.because === 'STANDARD_RETIRED' ? [] : people(news.tenantId, news.authorIds);
      await tell(tx, call, [...authors, ...approvers], news, { kind: 'PAUSED' });
    },

    /** Its authors, and those in whose hands it was, learn that a request is void, and what changed under it. */
    async voided(
      tx: Tx,
      call: Call,
      news: Subject & {
        because: VoidCause;
        requestId: string;
        authorIds: readonly string[];
        hands: readonly { readonly tenantId: string; readonly personId: string | null }[];
      },
    ): Promise<void> {
      const { tenantId, because, requestId, authorIds, hands } = news;
      const recipients = [...people(tenantId, authorIds), ...inHands(hands)];
      await tell(tx, call, recipients, news, { kind: `VOID_${because}`, requestId });
    },

    /** Its authors learn that its window opened or closed, or that a later release took its place. */
    async passed(
      tx: Tx,
      call: Call,
      news: Subject & { edge: 'WENT_LIVE' | 'ENDED' | 'OVERTAKEN'; authorIds: readonly string[] },
    ): Promise<void> {
      await tell(tx, call, people(news.tenantId, news.authorIds), news, { kind: news.edge });
    },

    /**
     * Its authors and the approvers of its tenant learn that it was stopped in an emergency, and why; where
     * another tenant's approvers review that, they are asked to.
     */
    async takenDown(
      tx: Tx,
      call: Call,
      news: Subject & {
        reason: string;
        authorIds: readonly string[];
        review: { readonly id: string; readonly reviewerTenantId: string };
      },
    ): Promise<void> {
      const { tenantId, reason, authorIds, review } = news;
      const concerned = [{ tenantId, role: 'APPROVER' as const }, ...people(tenantId, authorIds)];
      await tell(tx, call, concerned, news, { kind: 'TAKEN_DOWN', reason });
      if (review.reviewerTenantId === tenantId) return;
      const reviewers = [{ tenantId: review.reviewerTenantId, role: 'APPROVER' as const }];
      await tell(tx, call, reviewers, news, { kind: 'TAKEDOWN_REVIEW', requestId: review.id, reason });
    },

    /** Who stopped it and who made it hear what the review came to. */
    async takedownReviewed(
      tx: Tx,
      call: Call,
      news: Subject & {
        reviewId: string;
        comment: string;
        authorIds: readonly string[];
        stopper: { readonly tenantId: string; readonly personId: string };
      },
    ): Promise<void> {
      const { tenantId, reviewId, comment, authorIds, stopper } = news;
      const authors = authorIds.filter((personId) => personId !== stopper.personId);
      await tell(tx, call, [stopper, ...people(tenantId, authors)], news, {
        ...{ kind: 'TAKEDOWN_REVIEWED', requestId: reviewId, reason: comment },
      });
    },

    /** Those who can review a stop hear that the time for it is nearly, or wholly, up. */
    async takedownReviewDue(
      tx: Tx,
      call: Call,
      news: Subject & {
        reviewId: string;
        what: 'DUE_SOON' | 'OVERDUE';
        recipients: readonly { readonly tenantId: string; readonly personId: string }[];
      },
    ): Promise<void> {
      const { reviewId: requestId, what, recipients } = news;
      await tell(tx, call, recipients, news, { kind: `TAKEDOWN_REVIEW_${what}`, requestId });
    },

    ...tellOfOthers(tell),

    /** Whoever started an import learns that it is over. A program that started one waits for it itself. */
    async importEnded(
      tx: Tx,
      call: Call,
      news: ImportSubject & { outcome: 'DONE' | 'FAILED' },
    ): Promise<void> {
      if (call.actor.kind !== 'PERSON') return;
      const starter = people(news.tenantId, [call.actor.personId]);
      await tell(tx, call, starter, news, { kind: `IMPORT_${news.outcome}` });
    },
  };
}
