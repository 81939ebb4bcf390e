import type { ReleaseKind } from '@xietong/shared/releases';
import { and, eq, gt, isNull, ne, or } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { release } from './schema';

/** Releases that are shown at `now` or will be: approved, not over and not overtaken. */
export function isRunning(now: Date): SQL | undefined {
  return and(
    eq(release.state, 'APPROVED'),
    ne(release.kind, 'STANDARD'),
    gt(release.endsAt, now),
    or(isNull(release.overtakenAt), gt(release.overtakenAt, now)),
  );
}

/**
 * What a new release of a kind is compared with, to say what it changes: what runs, of standards what is published. What
 * has ended, was overtaken, paused or taken down is nothing to go on from: bringing it back is approved as a whole.
 */
export function isInForce(kind: ReleaseKind, now: Date): SQL | undefined {
  return kind === 'STANDARD'
    ? and(eq(release.kind, kind), eq(release.state, 'PUBLISHED'))
    : and(eq(release.kind, kind), isRunning(now));
}
