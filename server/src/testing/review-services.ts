import { createApprovalService } from '../features/approvals/approval-service';
import type { ApprovalService, ApprovalServiceDeps } from '../features/approvals/approval-service';
import { createReleaseChecking } from '../features/content-check/release-checking';
import { createNotificationWriter } from '../features/notifications/notification-writer';
import { createReleaseService } from '../features/releases/release-service';
import type { Clock } from '../platform/clock';
import { systemIds } from '../platform/ids';
import { openingFirst } from './opening-first';
import type { TestDatabase } from './test-database';

/** Releases with their news and their content check. */
export function createTestReleases(clock: Clock) {
  return createReleaseService({
    ...{ clock, ids: systemIds },
    news: createNotificationWriter({ clock, ids: systemIds }),
    checks: createReleaseChecking({ clock, smsSignature: '演示' }),
  });
}

type TestApprovalDeps = Omit<ApprovalServiceDeps, 'database' | 'ids' | 'subjects'> & {
  readonly database: TestDatabase;
  readonly subjects?: Partial<ApprovalServiceDeps['subjects']>;
};

/** Approvals as people use them, opening first; without the features behind the versions but those of `subjects`. */
export function createTestApprovals({ database, subjects, ...deps }: TestApprovalDeps): ApprovalService {
  const nobody = { decided: () => Promise.resolve() };
  return openingFirst(
    createApprovalService({
      ...{ ...deps, database: database.app, ids: systemIds },
      subjects: { STANDARD: nobody, STANDARD_PLACEMENT: nobody, LOCAL: nobody, ...subjects },
    }),
  );
}
