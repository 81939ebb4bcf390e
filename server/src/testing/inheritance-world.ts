import type { ContentField, FieldRole } from '@xietong/shared/content';
import type { Push } from '@xietong/shared/inheritance';
import type { PlacementInput } from '@xietong/shared/localisation';
import { and, eq } from 'drizzle-orm';
import type { Call } from '../access/call';
import { approvalRequest, auditEvent, release } from '../db/schema';
import { createAppWorld } from './app-world';
import { openingFirst } from './opening-first';

/** A field of content with a policy; the value is of the role's shape. */
export function fieldOf(
  id: string,
  role: FieldRole,
  value: unknown,
  kind: ContentField['policy']['kind'] = 'EDITABLE',
  constraint: ContentField['policy']['constraint'] = {},
): ContentField {
  return { id, role, labels: { zh: role, en: role }, value, policy: { kind, constraint } } as ContentField;
}

const BANNER: PlacementInput = {
  ...{ id: null, pointCode: 'home-banner', firstDay: '2026-11-20', lastDay: '2026-12-20' },
  ...{ tier: 'LOCAL', lever: 50, listVersionId: null, rule: null },
};

/** A province whose standards reach two cities, through the services alone. */
export async function createInheritanceWorld() {
  const world = await createAppWorld();
  const { tenants, services, database } = world;
  const province = await tenants.call(tenants.province, 'OPERATOR');
  const approvers: [Call, Call] = [
    await tenants.call(tenants.province, 'APPROVER'),
    await tenants.call(tenants.province, 'APPROVER'),
  ];
  const nanjing = await tenants.call(tenants.nanjing, 'OPERATOR');
  const wuxi = await tenants.call(tenants.wuxi, 'OPERATOR');

  async function requestOf(versionId: string): Promise<{ id: string; hash: string }> {
    const [found] = await database.owner
      .select({ id: approvalRequest.id, hash: approvalRequest.hash })
      .from(approvalRequest)
      .innerJoin(release, eq(release.id, approvalRequest.releaseId))
      .where(and(eq(release.versionId, versionId), eq(approvalRequest.state, 'OPEN')));
    if (!found) throw new Error('nothing to decide');
    return found;
  }
  const approve = async (versionId: string, by: Call = approvers[0]) =>
    openingFirst(services.approvalService).decide(by, {
      ...(await requestOf(versionId)),
      outcome: 'APPROVED',
    });

  /** Hands a version of a standard in; a new standard without an id. */
  async function submitted(fields: readonly ContentField[], push?: Push, campaignId?: string) {
    const { campaignService } = services;
    const title = '手机报推广';
    const made = campaignId
      ? await campaignService.revise(province, { id: campaignId })
      : await campaignService.create(province, { kind: 'VALUE_ADDED', title });
    const draft = (await campaignService.get(province, { id: made.id })).versions[0];
    const { rowVersion } = await campaignService.saveDraft(province, {
      ...{ id: made.id, versionId: made.versionId, rowVersion: draft?.rowVersion ?? 1 },
      ...{ title, cityDefault: 'NONE', fields: [...fields] },
    });
    const version = { id: made.id, versionId: made.versionId };
    await campaignService.submit(province, { ...version, rowVersion, ...(push ? { push } : {}) });
    return version;
  }

  async function approved(fields: readonly ContentField[], push?: Push, campaignId?: string) {
    const version = await submitted(fields, push, campaignId);
    await approve(version.versionId, approvers[0]);
    if (push?.mode === 'MANDATORY') await approve(version.versionId, approvers[1]);
    return version;
  }

  async function published(fields: readonly ContentField[], push?: Push, campaignId?: string) {
    const version = await approved(fields, push, campaignId);
    await services.campaignService.publish(province, version);
    return version;
  }

  /** A city's campaign on a standard with these own texts; handed in, or live where it is asked for. */
  async function localised(
    call: Call,
    campaignId: string,
    own: Readonly<Record<string, string>>,
    until: 'DRAFT' | 'IN_REVIEW' | 'LIVE' = 'DRAFT',
  ) {
    const { localCampaignService: locals } = services;
    const made = await locals.create(call, { standardCampaignId: campaignId });
    const overrides = Object.fromEntries(Object.entries(own).map(([id, value]) => [id, { value }]));
    const saved = await locals.saveDraft(call, {
      ...{ versionId: made.versionId, rowVersion: 1, title: '本地手机报', overrides, assessment: null },
    });
    const placed = await locals.savePlacements(call, {
      ...{ versionId: made.versionId, rowVersion: saved.rowVersion, placements: [BANNER] },
    });
    const draft = { versionId: made.versionId, rowVersion: placed.rowVersion };
    if (until !== 'DRAFT') await locals.submit(call, draft);
    if (until === 'LIVE') await approve(made.versionId);
    return { ...made, ...draft };
  }

  return {
    ...world,
    ...{ province, approvers, nanjing, wuxi, requestOf, approve, submitted, approved, published, localised },
    releaseOf: async (versionId: string) => {
      const [found] = await database.owner.select().from(release).where(eq(release.versionId, versionId));
      if (!found) throw new Error('the version was never handed in');
      return found;
    },
    actsOn: async (campaignId: string): Promise<string[]> => {
      const rows = await database.owner
        .select({ act: auditEvent.act })
        .from(auditEvent)
        .where(eq(auditEvent.campaignId, campaignId));
      return rows.map(({ act }) => act);
    },
    /** The kinds of news that somebody has of a campaign. */
    newsOf: async (call: Call, campaignId: string): Promise<string[]> => {
      const { rows } = await services.notificationService.list(call, {
        ...{ page: 1, pageSize: 100, unread: false, kinds: [] },
      });
      return rows.flatMap(({ kind, subject }) =>
        subject.type === 'RELEASE' && subject.campaignId === campaignId ? [kind] : [],
      );
    },
    toDosOf: async (call: Call, campaignId: string): Promise<string[]> => {
      const { toDo } = await services.workbenchService.get(call);
      return toDo.rows.flatMap((row) => (row.campaignId === campaignId ? [row.kind] : []));
    },
  };
}
export type InheritanceWorld = Awaited<ReturnType<typeof createInheritanceWorld>>;
