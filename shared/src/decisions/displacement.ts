import { TIERS } from '../releases';
import type { ReleaseKind, Tier } from '../releases';
import { compareMerit } from './arbitration';
import type { Merit } from './arbitration';
import { compileCandidate } from './candidate';
import type { Candidate } from './candidate';
import { givesWayToLocal, isOpen, judgeLocalised } from './gates';
import { scoreOf } from './score';
import { isServed } from './snapshot';
import type { SnapshotPoint, SnapshotRelease } from './snapshot-input';

/** Why one of two goes before the other. */
export type PrecedenceReason = 'LOCALISED' | 'TIER' | 'LEVER' | 'LOT';

/** How a placement stands against another that runs at the same point at the same time. */
export interface Rivalry {
  readonly placementId: string;
  readonly point: string;
  readonly otherReleaseId: string;
  readonly otherPlacementId: string;
  /** When both run, half-open, ISO UTC. */
  readonly startsAt: string;
  readonly endsAt: string;
  /** Which of the two is served first to a customer who fits both; LOT = drawn by customer and day. */
  readonly first: 'THIS' | 'OTHER' | 'LOT';
  readonly because: PrecedenceReason;
  /** The other loses its place to this one at some time, for a customer who fits all that runs there then. */
  readonly isPushedOut: boolean;
  /** List versions of both, where both are for a list. */
  readonly lists: { readonly own: string; readonly other: string } | null;
}

/** Which of two goes first, and why. */
export type Precedence = Pick<Rivalry, 'first' | 'because'>;

export interface RivalryInput {
  readonly release: SnapshotRelease;
  /** What else is approved and still has something to show; earlier releases of the same campaign are left out. */
  readonly others: readonly SnapshotRelease[];
  readonly points: readonly SnapshotPoint[];
  /** Codes of the province's cities. */
  readonly cities: readonly string[];
}

/** Ranked by the rules of decisions, for each placement of a release: what it goes before, and what goes before it. */
export function rivalriesOf({ release, others, points, cities }: RivalryInput): Rivalry[] {
  const settings = { membership: () => undefined };
  const byCode = new Map(points.map((point) => [point.code, point]));
  const candidatesOf = (each: SnapshotRelease): { point: SnapshotPoint; candidate: Candidate }[] =>
    (isServed(each.document) ? each.document.placements : []).flatMap((placement) => {
      const point = byCode.get(placement.point);
      return point ? [{ point, candidate: compileCandidate(each, placement, point, settings) }] : [];
    });
  const { campaignId } = release.document.subject;
  const running = others
    .filter(({ document }) => document.subject.campaignId !== campaignId)
    .flatMap(candidatesOf);
  return candidatesOf(release).flatMap(({ point, candidate: own }) => {
    const rivals = running
      .filter((other) => other.point.code === point.code && meet(own, other.candidate))
      .map((other) => other.candidate);
    const pushedOut = pushedOutBy(own, rivals, { capacity: point.capacity, cities });
    return rivals.map((rival) => ({
      ...{ placementId: own.placementId, point: point.code },
      ...{ otherReleaseId: rival.releaseId, otherPlacementId: rival.placementId },
      startsAt: new Date(Math.max(own.startsAt, rival.startsAt)).toISOString(),
      endsAt: new Date(Math.min(own.endsAt, rival.endsAt)).toISOString(),
      ...precedence(own, rival),
      isPushedOut: pushedOut.has(rival),
      lists: own.list && rival.list && { own: own.list.versionId, other: rival.list.versionId },
    }));
  });
}

/** They can stand before one customer: at one time, in one city. */
function meet(a: Candidate, b: Candidate): boolean {
  const inOneCity = a.city === null || b.city === null || a.city === b.city;
  return inOneCity && Math.max(a.startsAt, b.startsAt) < Math.min(a.endsAt, b.endsAt);
}

/** A standard gives way to a city's version of it that can be shown. */
function givesWay(candidate: Candidate, to: Candidate): boolean {
  if (to.kind !== 'LOCAL' || to.standardId === null || !to.rendered.ok) return false;
  return !isOpen(judgeLocalised(candidate, new Set([to.standardId])));
}

function precedence(own: Candidate, other: Candidate): Precedence {
  if (givesWay(other, own)) return { first: 'THIS', because: 'LOCALISED' };
  if (givesWay(own, other)) return { first: 'OTHER', because: 'LOCALISED' };
  return byMerit(own, other);
}

function byMerit(own: Merit, other: Merit): Precedence {
  const merit = compareMerit(own, other);
  if (merit === 0) return { first: 'LOT', because: 'LOT' };
  const because = own.tierRank === other.tierRank ? 'LEVER' : 'TIER';
  return { first: merit < 0 ? 'THIS' : 'OTHER', because };
}

/** What decides between two placements before either is rendered: that of a draft has no release yet. */
export interface Standing {
  readonly kind: ReleaseKind;
  /** The standard that it is, or is made from; null for a city's own campaign. */
  readonly standardId: string | null;
  readonly tier: Tier;
  readonly lever: number;
}

/** Which of two placements is served first to a customer who fits both, where both can be shown. */
export function precedenceOf(own: Standing, other: Standing): Precedence {
  const isReplaced = (one: Standing, by: Standing): boolean =>
    givesWayToLocal(one) && by.kind === 'LOCAL' && by.standardId !== null && by.standardId === one.standardId;
  if (isReplaced(other, own)) return { first: 'THIS', because: 'LOCALISED' };
  if (isReplaced(own, other)) return { first: 'OTHER', because: 'LOCALISED' };
  const meritOf = ({ tier, lever }: Standing): Merit => ({
    tierRank: TIERS.indexOf(tier),
    score: scoreOf(lever),
  });
  return byMerit(meritOf(own), meritOf(other));
}

/**
 * Who loses a place to `own`. Looked at once for each city whenever something begins or ends there while it runs, so that
 * the time grows with what stands in a city, not with what stands in all of them together.
 */
function pushedOutBy(
  own: Candidate,
  rivals: readonly Candidate[],
  { capacity, cities }: { readonly capacity: number; readonly cities: readonly string[] },
): Set<Candidate> {
  const found = new Set<Candidate>();
  for (const city of own.city === null ? unlikeCities(cities, rivals) : [own.city]) {
    const here = rivals.filter((rival) => rival.city === null || rival.city === city);
    const edges = here
      .flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
      .filter((at) => at > own.startsAt && at < own.endsAt);
    for (const at of new Set([own.startsAt, ...edges])) {
      const present = here.filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
      const beside = placed([...present, own], capacity);
      for (const rival of placed(present, capacity)) if (!beside.has(rival)) found.add(rival);
    }
  }
  return found;
}

/** The cities in which something of their own stands, and one for all others, where there are any. */
function unlikeCities(cities: readonly string[], rivals: readonly Candidate[]): string[] {
  const occupied = new Set(rivals.map(({ city }) => city));
  const other = cities.find((city) => !occupied.has(city));
  return cities.filter((city) => occupied.has(city) || city === other);
}

/** Those of the present ones who have a place for a customer who fits all; of equals none is counted as ahead. */
function placed(present: readonly Candidate[], capacity: number): Set<Candidate> {
  const ranked = present.filter((each) => each.rendered.ok && !present.some((to) => givesWay(each, to)));
  return new Set(
    ranked.filter((each) => {
      const ahead = ranked.filter((other) => compareMerit(other, each) < 0);
      return new Set(ahead.map(({ campaignId }) => campaignId)).size < capacity;
    }),
  );
}
