import type { Attributes } from '../conditions';
import { shanghaiDate } from '../kernel';
import { offerIn } from '../rendering';
import { rank } from './arbitration';
import type { Candidate } from './candidate';
import type { DecidedItem, DecisionResult, PointRun } from './decision-result';
import type { DecisionRequest } from './decision-schema';
import { tracePoint } from './decision-trace';
import { isOpen, judgeDiversity, judgeLocalised, judgeRendering, passesOwnGates } from './gates';
import type { GateContext, SubscriberState } from './gates';
import type { Snapshot } from './snapshot';
import type { SnapshotPoint } from './snapshot-input';
import type { PointCode } from './trace-schema';

export interface DecideOptions {
  /** The channel of the caller's key. */
  readonly channel: string;
}

/**
 * Decides what each requested point shows. Pure: the same snapshot, request, customer and instant give the same answer.
 * A point that cannot be served is answered by its default, else by nothing; never by an error.
 * Whether points and city exist is the caller's to check before (`snapshot.points`, `snapshot.cities`).
 */
export function decide(
  snapshot: Snapshot,
  request: Omit<DecisionRequest, 'subscriber'>,
  subscriber: SubscriberState,
  now: Date,
  options: DecideOptions,
): DecisionResult {
  const context = contextOf(snapshot, request, subscriber, now);
  const customer = subscriber.key === null ? '' : String(subscriber.key);
  const shown = new Set<string>();
  const runs = request.points.map((code) => {
    const point = snapshot.points.get(code);
    const problem = pointProblem(point, options.channel);
    if (point === undefined || problem !== null) return closedPoint(code, problem);
    const candidates = snapshot.candidatesAt(code, request.city);
    const seed = () => `${customer}|${code}|${shanghaiDate(now)}`;
    const run = runPoint(point, candidates, context, seed, new Set(shown));
    for (const candidate of run.selected) shown.add(candidate.campaignId);
    return run;
  });
  const { personalised } = context;
  const result = { snapshot: snapshot.hash, personalised, points: runs.map((run) => run.decided) };
  if (request.explain !== true) return result;
  const points = runs.map((run) => tracePoint(run, context));
  return { ...result, trace: { snapshot: snapshot.hash, mode: 'live', personalised, points } };
}

function contextOf(
  snapshot: Snapshot,
  request: Omit<DecisionRequest, 'subscriber'>,
  subscriber: SubscriberState,
  now: Date,
): GateContext {
  let merged: Attributes | undefined;
  const merge = (): Attributes =>
    request.attributes === undefined
      ? subscriber.attributes
      : { ...subscriber.attributes, ...request.attributes };
  return {
    city: request.city,
    at: now.getTime(),
    personalised: request.consent?.personalised ?? subscriber.storedConsent ?? false,
    blocked: subscriber.key !== null && snapshot.isBlocked(subscriber.key, request.city),
    subscriber,
    attributes: () => (merged ??= merge()),
  };
}

function pointProblem(point: SnapshotPoint | undefined, channel: string): PointCode | null {
  if (point === undefined) return 'POINT_UNKNOWN';
  if (point.channel !== channel) return 'POINT_OTHER_CHANNEL';
  return point.enabled ? null : 'POINT_DISABLED';
}

function closedPoint(point: string, code: PointCode | null): PointRun {
  const nothing = new Set<string>();
  const decided = { point, fallback: true, code, items: [] };
  return { decided, candidates: [], localised: nothing, ranked: [], selected: [], shownBefore: nothing };
}

function runPoint(
  point: SnapshotPoint,
  candidates: readonly Candidate[],
  context: GateContext,
  seed: () => string,
  shownBefore: ReadonlySet<string>,
): PointRun {
  const open = candidates.filter((candidate) => passesOwnGates(candidate, context));
  const localised = localisedStandards(open);
  const ranked = rank(
    open.filter((candidate) => isOpen(judgeLocalised(candidate, localised))),
    seed,
  );
  const selected = select(ranked, point.capacity, shownBefore);
  const items = selected.flatMap(itemOf);
  const fallback = items.length === 0;
  const shownItems = fallback ? defaultItems(point, context) : items;
  const decided = { point: point.code, fallback, code: null, items: shownItems };
  return { decided, candidates, localised, ranked, selected, shownBefore };
}

/** Standards of which this customer can be shown a local version here; one that cannot be rendered does not count. */
function localisedStandards(open: readonly Candidate[]): ReadonlySet<string> {
  const standards = new Set<string>();
  for (const { kind, rendered, standardId } of open) {
    if (kind === 'LOCAL' && rendered.ok && standardId !== null) standards.add(standardId);
  }
  return standards;
}

function select(
  ranked: readonly Candidate[],
  capacity: number,
  shownBefore: ReadonlySet<string>,
): readonly Candidate[] {
  const selected: Candidate[] = [];
  const shown = new Set(shownBefore);
  for (const candidate of ranked) {
    if (selected.length >= capacity) break;
    if (!isOpen(judgeDiversity(candidate, shown)) || !isOpen(judgeRendering(candidate))) continue;
    selected.push(candidate);
    shown.add(candidate.campaignId);
  }
  return selected;
}

function itemOf(candidate: Candidate): DecidedItem[] {
  if (!candidate.rendered.ok) return [];
  const { placementId, releaseId, releaseHash, tenant, campaignId, campaignNumber, version, tier } =
    candidate;
  const source = {
    placementId,
    releaseId,
    releaseHash,
    tenant,
    campaignId,
    campaign: campaignNumber,
    version,
    tier,
  };
  const offerCode = candidate.offerCodes[0] ?? null;
  return [{ source: { ...source, offerCode }, content: candidate.rendered.value }];
}

/** The point's default, unless it offers what the customer ordered already, or is not to be shown any marketing. */
function defaultItems(
  { fallback }: SnapshotPoint,
  { blocked, subscriber }: GateContext,
): readonly DecidedItem[] {
  if (fallback === null || blocked) return [];
  const offer = offerIn(fallback);
  return offer !== null && subscriber.orderedOffers.has(offer.code)
    ? []
    : [{ source: null, content: fallback }];
}
