import type { ContentField } from '@xietong/shared/content';
import { DEFAULT_LEVER } from '@xietong/shared/releases';
import type { ReleaseDocument } from '@xietong/shared/releases';
import { asCaller } from '../access/as-caller';
import type { Call } from '../access/call';
import { createApprovalService } from '../features/approvals/approval-service';
import { systemIds } from '../platform/ids';
import { openingFirst } from './opening-first';
import { createTestProvince } from './tenant-factory';
import { createTestReleases } from './review-services';
import { createTestDatabase } from './test-database';

const START = Date.parse('2026-11-22T02:00:00.000Z');

/** Releases as their operators hand them in and their approvers decide them, without the versions behind them. */
export async function createReviewWorld() {
  let at = START;
  const clock = { now: () => new Date(at) };
  const database = await createTestDatabase();
  const province = await createTestProvince(database);
  const audited: string[] = [];
  const audit = {
    success: (_tx: unknown, _call: Call, { act }: { act: string }) => {
      audited.push(act);
      return Promise.resolve();
    },
    standalone: () => Promise.resolve(),
    repeated: () => undefined,
  };
  const releases = createTestReleases(clock);
  const subject = { decided: () => Promise.resolve() };
  const bareApprovals = createApprovalService({
    database: database.app,
    clock,
    ids: systemIds,
    audit,
    releases,
    subjects: { STANDARD: subject, STANDARD_PLACEMENT: subject, LOCAL: subject },
  });

  function documentOf(
    { actor }: Call,
    campaignId: string,
    versionId: string,
    content: readonly ContentField[],
  ): ReleaseDocument {
    return {
      schema: 'xietong.release/1',
      tenant: { code: actor.tenant.code, kind: actor.tenant.kind },
      subject: { kind: 'LOCAL', campaignId, number: 'N-1', title: 'T', versionId, version: 1, base: null },
      ...{ cityDefault: null, content: [...content], assets: [], renderers: {}, offer: null },
      placements: [
        {
          ...{ id: systemIds.next(), point: 'home-banner', channel: 'web', tier: 'LOCAL' },
          ...{ startsAt: '2026-11-21T16:00:00.000Z', endsAt: '2026-11-30T16:00:00.000Z' },
          ...{ lever: DEFAULT_LEVER, audience: null },
        },
      ],
    };
  }

  return {
    ...province,
    database,
    approvals: openingFirst(bareApprovals),
    /** Without the opening that comes before an approval. */
    bareApprovals,
    audited,
    clock,
    /** Lets time go by. */
    pass: (minutes: number): void => {
      at += minutes * 60_000;
    },
    /** Somebody changes something that the next release of a campaign will hold. */
    edit: (call: Call, campaignId: string): Promise<void> =>
      asCaller(database.app, call, (tx) =>
        releases.recordAuthor(tx, call, { tenantId: call.actor.tenant.id, campaignId, kind: 'LOCAL' }),
      ),
    async submit(call: Call, campaignId = systemIds.next(), content: readonly ContentField[] = []) {
      const versionId = systemIds.next();
      const document = documentOf(call, campaignId, versionId, content);
      const submitted = await asCaller(database.app, call, (tx) =>
        releases.submit(tx, call, { kind: 'LOCAL', campaignId, versionId, document }),
      );
      return { ...submitted, campaignId, versionId };
    },
    withdraw: (call: Call, versionId: string): Promise<void> =>
      asCaller(database.app, call, (tx) => releases.withdraw(tx, call, { versionId, kind: 'LOCAL' })),
  };
}
export type ReviewWorld = Awaited<ReturnType<typeof createReviewWorld>>;
