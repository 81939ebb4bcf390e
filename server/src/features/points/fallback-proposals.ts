import type { ContentField } from '@xietong/shared/content';
import { exemptionKey } from '@xietong/shared/content-check';
import type { Exemption, ReleaseCheck } from '@xietong/shared/content-check';
import { sameJson } from '@xietong/shared/kernel';
import {
  fallbackFields,
  fallbackInputOf,
  isSameFallback,
  renderFallback,
  sealFallback,
} from '@xietong/shared/points';
import type { PointDetail, PointFallback, PointPlace } from '@xietong/shared/points';
import { renderedContentSchema } from '@xietong/shared/rendering';
import type { RenderedContent } from '@xietong/shared/rendering';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import type { Call } from '../../access/call';
import type { ProposalNewsPort } from '../../access/proposal-news-port';
import { can } from '../../access/require-can';
import { unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { createPointFallbackStore } from './point-fallback-store';
import type { StoredFallback } from './point-fallback-store';
import type { StoredPoint } from './point-store';

export interface FallbackProposalsDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly news: ProposalNewsPort;
  readonly smsSignature: string;
  readonly checks: FallbackCheckPort;
}

/** What is asked of the content check: all that is found; throws CONTENT_CHECK_BLOCKED for what may not stand. */
export interface FallbackCheckPort {
  content(tx: Tx, content: readonly ContentField[], exemptions: readonly Exemption[]): Promise<ReleaseCheck>;
}

type PointOfProposal = PointPlace & Pick<StoredPoint, 'id' | 'tenantId' | 'nameZh'>;

/** Evidence in its place among what was given before, new evidence behind it. */
function withFormer(given: readonly Exemption[], former: readonly Exemption[]): Exemption[] {
  return [...new Map([...former, ...given].map((each) => [exemptionKey(each), each])).values()];
}

/** Content as it is stored; null for what no renderer of ours makes. */
export function readContent(stored: unknown): RenderedContent | null {
  return renderedContentSchema.nullable().catch(null).parse(stored);
}

export const contentOf = ({ text }: Pick<StoredFallback, 'text'>): RenderedContent | null =>
  readContent(JSON.parse(text));

/** The same as the content check reads it. */
export function fieldsOf(stored: Pick<StoredFallback, 'text'>): ContentField[] {
  const input = fallbackInputOf(contentOf(stored));
  return input ? fallbackFields(input) : [];
}

/**
 * What the audit keeps of what waits. Its hash has a name of its own: `hash` is a release's there.
 */
export function auditedProposal(open: Pick<StoredFallback, 'text' | 'hash'> | null) {
  return { proposedFallback: open && contentOf(open), fallbackHash: open?.hash ?? null };
}

/** What the province sees of who proposed and who approved what a point shows by itself. */
export async function approvalsOf(
  tx: Tx,
  { actor }: Call,
  { id, tenantId, fallbackId }: Pick<StoredPoint, 'id' | 'tenantId' | 'fallbackId'>,
): Promise<Pick<PointDetail, 'fallbackProposal' | 'fallbackApproval' | 'fallbackExemptions'>> {
  const store = createPointFallbackStore(tx);
  const latest = await store.findLatest(id);
  const live = fallbackId === null ? undefined : await store.findById(fallbackId);
  const fallbackApproval =
    live?.decidedByName && live.decidedAt
      ? {
          proposedByName: live.proposedByName,
          decidedByName: live.decidedByName,
          decidedAt: live.decidedAt.toISOString(),
        }
      : null;
  const standing = latest?.state === 'PROPOSED' ? latest : live;
  const fallbackExemptions = standing?.contentCheck?.exemptions ?? [];
  if (latest?.state !== 'PROPOSED' && latest?.state !== 'REFUSED')
    return { fallbackProposal: null, fallbackApproval, fallbackExemptions };
  const authors = await store.authorsOf(id);
  const { state, hash, proposedByName, proposedAt, decidedByName, decidedAt, reason } = latest;
  const isOpen = state === 'PROPOSED';
  return {
    fallbackProposal: {
      check: latest.contentCheck,
      ...{ state, content: contentOf(latest), hash, proposedByName, proposedAt: proposedAt.toISOString() },
      ...{ decidedByName, decidedAt: decidedAt?.toISOString() ?? null, reason },
      may: {
        decide:
          isOpen && !authors.has(actorId(actor)) && can(actor, 'approve', 'MarketingPoint', { tenantId }),
        withdraw: isOpen && can(actor, 'withdraw', 'MarketingPoint', { tenantId }),
      },
    },
    fallbackApproval,
    fallbackExemptions,
  };
}

/** Proposals of what points show by themselves, inside the transaction in which a point is saved. */
export function createFallbackProposals({ clock, ids, news, smsSignature, checks }: FallbackProposalsDeps) {
  async function propose(
    tx: Tx,
    call: Call,
    point: PointOfProposal,
    content: RenderedContent,
    exemptions: readonly Exemption[],
  ): Promise<{ text: string; hash: string }> {
    const sealed = sealFallback(content);
    const contentCheck = await checks.content(tx, fieldsOf(sealed), exemptions);
    const { id: pointId, tenantId, nameZh: title } = point;
    await createPointFallbackStore(tx).insert({
      ...{ id: ids.next(), tenantId, pointId, ...sealed, contentCheck, state: 'PROPOSED' },
      ...{ proposedBy: actorId(call.actor), proposedByName: actorLabel(call.actor), proposedAt: clock.now() },
    });
    await news.proposal(tx, call, {
      ...{ about: 'MARKETING_POINT', id: pointId, title, outcome: 'PROPOSED', reason: null },
      recipient: { tenantId, role: 'APPROVER' },
    });
    return sealed;
  }

  return {
    propose,

    /** @throws AppError of the renderer, beside the field `fallback` */
    rendered(fallback: PointFallback | null, place: PointPlace): RenderedContent | null {
      if (fallback === null) return null;
      const result = renderFallback(fallback, place, smsSignature);
      return unwrap(result.ok ? result : { ...result, path: ['fallback'] });
    },

    /**
     * Takes over what a save wants a point to show by itself. What is new waits for an approver, in the place of what
     * waited before; whoever wants what is shown already, or nothing, takes back what waits. Evidence that was given
     * stands until other is given for the same. Answers what waited, what waits now, and whether that is new.
     * @throws AppError CONTENT_CHECK_BLOCKED
     */
    async takeOver(
      tx: Tx,
      call: Call,
      point: StoredPoint,
      wanted: RenderedContent | null,
      given: readonly Exemption[],
    ) {
      const store = createPointFallbackStore(tx);
      const latest = await store.findLatest(point.id);
      const open = latest?.state === 'PROPOSED' ? latest : null;
      const live = point.fallbackId === null ? undefined : await store.findById(point.fallbackId);
      const former = (open ?? live)?.contentCheck?.exemptions ?? [];
      const exemptions = withFormer(given, former);
      const isSame = (shown: RenderedContent | null): boolean =>
        shown !== null && wanted !== null && isSameFallback(shown, wanted, point, smsSignature);
      const isAsBefore = open !== null && sameJson(exemptions, open.contentCheck?.exemptions ?? []);
      if (isAsBefore && isSame(contentOf(open))) return { before: open, after: open, isProposed: false };
      if (open) await store.settle(open.id, { state: 'WITHDRAWN' });
      if (wanted === null || isSame(readContent(point.fallback)))
        return { before: open, after: null, isProposed: false };
      return { before: open, after: await propose(tx, call, point, wanted, exemptions), isProposed: true };
    },
  };
}
