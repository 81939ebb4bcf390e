import { compileCondition, conditionAttributes, ConditionError } from '../conditions';
import type { CompiledCondition, Condition } from '../conditions';
import { canonicalJson } from '../kernel';
import type { Result } from '../kernel';
import { rendererForChannel, rendererOfVersion } from '../rendering';
import type { RenderedContent } from '../rendering';
import { signatureOf, TIERS } from '../releases';
import type { ReleaseDocument, ReleaseKind, ReleasePlacement, Tier } from '../releases';
import { scoreOf } from './score';
import type { SnapshotPoint, SnapshotRelease, SnapshotSettings } from './snapshot-input';
import type { Score } from './trace-schema';

/** One placement of a released document, prepared so that a decision only has to compare. */
export interface Candidate {
  readonly placementId: string;
  readonly releaseId: string;
  readonly releaseHash: string;
  readonly kind: ReleaseKind;
  /** Code of the tenant whose release it is. */
  readonly tenant: string;
  /** The city it serves, or null for every city. */
  readonly city: string | null;
  readonly campaignId: string;
  readonly campaignNumber: string;
  readonly version: number;
  /** The standard that it is, or is made from; null for a city's own campaign. */
  readonly standardId: string | null;
  /** Half-open, in milliseconds since the epoch; `endsAt` is cut where a later release took over. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly isOvertaken: boolean;
  readonly tier: Tier;
  /** Position of the tier in `TIERS`: smaller goes first. */
  readonly tierRank: number;
  readonly score: Score;
  readonly list: CandidateList | null;
  readonly rule: CandidateRule | null;
  readonly offerCodes: readonly string[];
  readonly rendered: Result<RenderedContent>;
}

export interface CandidateList {
  readonly versionId: string;
  /** Undefined when the list version is not in memory: then nobody is known to be in it. */
  readonly has: ((memberKey: number) => boolean) | undefined;
}

export interface CandidateRule {
  readonly text: string;
  readonly attributes: readonly string[];
  /** Undefined for a rule that does not compile: it never holds. */
  readonly holds: CompiledCondition | undefined;
}

/** Compiles one placement: its rule, its list, its rendering at the point. */
export function compileCandidate(
  release: SnapshotRelease,
  placement: ReleasePlacement,
  point: SnapshotPoint,
  settings: SnapshotSettings,
): Candidate {
  const { document } = release;
  const { subject, tenant } = document;
  const endsAt = Date.parse(placement.endsAt);
  const overtakenAt =
    release.overtakenAt === null ? Number.POSITIVE_INFINITY : Date.parse(release.overtakenAt);
  const { list = null, rule = null } = placement.audience ?? {};
  return {
    placementId: placement.id,
    releaseId: release.releaseId,
    releaseHash: release.hash,
    kind: subject.kind,
    tenant: tenant.code,
    city: tenant.kind === 'PROVINCE' ? null : tenant.code,
    campaignId: subject.campaignId,
    campaignNumber: subject.number,
    version: subject.version,
    standardId: subject.base?.campaignId ?? (subject.kind === 'LOCAL' ? null : subject.campaignId),
    startsAt: Date.parse(placement.startsAt),
    endsAt: Math.min(endsAt, overtakenAt),
    isOvertaken: overtakenAt < endsAt,
    tier: placement.tier,
    tierRank: TIERS.indexOf(placement.tier),
    score: scoreOf(placement.lever),
    list: list === null ? null : { versionId: list.versionId, has: settings.membership(list.versionId) },
    rule: rule === null ? null : compileRule(rule),
    offerCodes: offerCodesOf(document),
    rendered: renderAt(point, placement, document),
  };
}

function compileRule(rule: Condition): CandidateRule {
  const text = canonicalJson(rule);
  try {
    return { text, attributes: conditionAttributes(rule), holds: compileCondition(rule) };
  } catch (error) {
    if (error instanceof ConditionError) return { text, attributes: [], holds: undefined };
    throw error;
  }
}

/** The offers that a document is for: who has ordered one of them is not shown it. */
export function offerCodesOf(document: Pick<ReleaseDocument, 'content' | 'offer'>): readonly string[] {
  const codes = document.content.flatMap((field) =>
    field.role === 'offer' && field.value !== null ? [field.value.code] : [],
  );
  return [...new Set(document.offer === null ? codes : [document.offer.code, ...codes])];
}

/**
 * Rendered with nothing but what was approved: the very renderer, the sealed format and sender. A point that shows
 * things otherwise now gets nothing.
 */
function renderAt(
  point: SnapshotPoint,
  placement: ReleasePlacement,
  document: ReleaseDocument,
): Result<RenderedContent> {
  const { channel, format = point.format } = placement;
  if (channel !== point.channel || format !== point.format) return { ok: false, code: 'POINT_CHANGED' };
  if (rendererForChannel(channel) === undefined) return { ok: false, code: 'CHANNEL_NOT_RENDERED' };
  const renderer = rendererOfVersion(channel, document.renderers[channel]);
  if (renderer === undefined) return { ok: false, code: 'RENDERER_VERSION_UNKNOWN' };
  return renderer.render(document.content, {
    format,
    smsSignature: signatureOf(document),
    images: document.assets,
  });
}
