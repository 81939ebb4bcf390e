import { canonicalJson, domainHash } from '../kernel';
import type { ReleaseDocument } from '../releases';
import { compareStatic } from './arbitration';
import { compileCandidate } from './candidate';
import type { Candidate } from './candidate';
import type { SnapshotInput, SnapshotPoint } from './snapshot-input';

/** Immutable configuration that decisions are made on. Compiled once per change, then only read. */
export interface Snapshot {
  /** Identity: equal for equal configuration, whatever order it came in. */
  readonly hash: string;
  readonly revision: number;
  readonly cities: ReadonlySet<string>;
  readonly points: ReadonlyMap<string, SnapshotPoint>;
  /** Candidates at a point for a request from a city, best tier and score first; never a scan of all placements. */
  readonly candidatesAt: (point: string, city: string) => readonly Candidate[];
  /** Whether a number is on a blocklist of the province or of the city that a request comes from. */
  readonly isBlocked: (memberKey: number, city: string) => boolean;
}

const SNAPSHOT_HASH_DOMAIN = 'xietong.snapshot.v1';

/** Prepares points and released documents for decisions. Placements on unknown points are left out. */
export function compileSnapshot(input: SnapshotInput): Snapshot {
  const points = new Map(input.points.map((point) => [point.code, point]));
  const cities = new Set(input.cities);
  const index = new Map(input.points.map((point) => [point.code, emptyShelf()]));
  for (const release of input.releases) {
    if (!isServed(release.document)) continue;
    for (const placement of release.document.placements) {
      const point = points.get(placement.point);
      if (point === undefined) continue;
      const candidate = compileCandidate(release, placement, point, input);
      index.get(point.code)?.add(candidate);
    }
  }
  for (const shelf of index.values()) shelf.close();
  return {
    hash: snapshotHash(input),
    revision: input.revision,
    cities,
    points,
    candidatesAt: (point, city) => index.get(point)?.at(city) ?? [],
    isBlocked: (key, city) =>
      input.blocklists.some((list) => (list.city === null || list.city === city) && list.has(key)),
  };
}

/** A published standard runs only through the province's own placement of it, and only where cities without one show it. */
export function isServed(document: ReleaseDocument): boolean {
  const { kind } = document.subject;
  if (kind === 'LOCAL') return true;
  return (
    kind === 'STANDARD_PLACEMENT' &&
    document.tenant.kind === 'PROVINCE' &&
    document.cityDefault === 'SHOW_STANDARD'
  );
}

/** The candidates of one point, by city. */
interface Shelf {
  readonly add: (candidate: Candidate) => void;
  readonly close: () => void;
  readonly at: (city: string) => readonly Candidate[];
}

function emptyShelf(): Shelf {
  const everywhere: Candidate[] = [];
  const byCity = new Map<string, Candidate[]>();
  return {
    add: (candidate) => {
      if (candidate.city === null) {
        everywhere.push(candidate);
        return;
      }
      const own = byCity.get(candidate.city) ?? [];
      own.push(candidate);
      byCity.set(candidate.city, own);
    },
    close: () => {
      everywhere.sort(compareStatic);
      for (const [city, own] of byCity) byCity.set(city, [...own, ...everywhere].sort(compareStatic));
    },
    at: (city) => byCity.get(city) ?? everywhere,
  };
}

function snapshotHash(input: SnapshotInput): string {
  const releases = input.releases.map((release) => canonicalJson([release.hash, release.overtakenAt])).sort();
  const points = input.points.map((point) => canonicalJson(point)).sort();
  const blocklists = input.blocklists.map(({ id, city }) => canonicalJson([id, city])).sort();
  const { revision } = input;
  return domainHash(SNAPSHOT_HASH_DOMAIN, canonicalJson({ revision, releases, points, blocklists }));
}
