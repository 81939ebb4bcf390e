import { approvalListSchema } from '@xietong/shared/approvals';
import type { ContentField } from '@xietong/shared/content';
import type { Push } from '@xietong/shared/inheritance';
import type { PlacementInput } from '@xietong/shared/localisation';
import type { Role } from '@xietong/shared/tenants';
import { actorId } from '@xietong/shared/tenants';
import { systemIds } from '../../platform/ids';
import { DEMO_PASSWORD, machineCall } from '../../scenarios';
import { decideOn } from '../../scenarios/approvals';
import type { DemoStaffId } from '../../scenarios/demo-people-zh';
import type { DemoWorld } from '../demo-world';
import { fieldOf } from '../inheritance-world';
import { inDays } from '../running-local';

const TITLE = '手机报推广';
const FIRST_TERMS = '规则（演示）';
/** What a correction says instead. */
export const CORRECTED = '更正后的规则（演示）';
export const MANDATORY: Push = { mode: 'MANDATORY', pilot: null, reason: '法规更正（演示）' };
export const REASON = '演示的理由';
/** The field of every standard made here that a city may write anew. */
export const HEADLINE = systemIds.next();
const [TERMS, BODY] = [systemIds.next(), systemIds.next()];

/** The fields of a standard; the city may write its own headline. */
export const fieldsWith = (terms = FIRST_TERMS): ContentField[] => [
  fieldOf(HEADLINE, 'headline', '手机报（演示）', 'EDITABLE', { maxLength: 30 }),
  fieldOf(TERMS, 'terms', terms, 'LOCKED'),
  fieldOf(BODY, 'body', '省正文（演示）'),
];

/** A placement for everybody at one point. */
export const placementOf = <T extends PlacementInput['tier']>(tier: T) => ({
  ...{ id: null, pointCode: 'home-banner', firstDay: inDays(0), lastDay: inDays(20) },
  ...{ tier, lever: 50, listVersionId: null, rule: null },
});

type CityStaff = 'NJ-OPS-01' | 'WX-OPS-01';
const APPROVERS = { 'NJ-OPS-01': 'NJ-APR-01', 'WX-OPS-01': 'WX-APR-01' } as const;
const ownHeadline = (value: string) => ({ [HEADLINE]: { value } });

interface StandardPlan {
  readonly terms?: string;
  readonly push?: Push;
  /** The standard whose next version it is. */
  readonly of?: string;
}

/** What mutations are about, made through the services in the name of the demo's people. */
export function createThings(
  { composition: { services }, as, database }: DemoWorld,
  signIn: (staffId: string, password?: string) => Promise<unknown>,
) {
  const author = as('JS-OPS-01');
  const { campaignService: standards, localCampaignService: locals } = services;
  const { standardPlacementService: placing } = services;
  let made = 0;

  async function draftedStandard({ terms, of }: StandardPlan = {}) {
    const { id, versionId } =
      of === undefined
        ? await standards.create(author, { kind: 'VALUE_ADDED', title: TITLE })
        : await standards.revise(author, { id: of });
    const { versions } = await standards.get(author, { id });
    const { rowVersion } = await standards.saveDraft(author, {
      ...{ id, versionId, rowVersion: versions[0]?.rowVersion ?? 1, title: TITLE },
      ...{ cityDefault: 'SHOW_STANDARD' as const, fields: fieldsWith(terms) },
    });
    return { id, versionId, rowVersion };
  }

  async function submittedStandard(plan: StandardPlan = {}) {
    const { id, versionId, rowVersion } = await draftedStandard(plan);
    const { push } = plan;
    await standards.submit(author, { id, versionId, rowVersion, ...(push ? { push } : {}) });
    return { id, versionId };
  }

  async function approvedStandard(plan: StandardPlan = {}) {
    const version = await submittedStandard(plan);
    await decideOn(services, as('JS-APR-01'), version.versionId);
    if (plan.push?.mode === 'MANDATORY') await decideOn(services, as('JS-APR-02'), version.versionId);
    return version;
  }

  async function publishedStandard(plan: StandardPlan = {}) {
    const version = await approvedStandard(plan);
    await standards.publish(author, version);
    return version;
  }

  /** The province's own placement of a new standard. */
  async function placement(until: 'NEW' | 'DRAFT' | 'IN_REVIEW') {
    const { id: standardCampaignId } = await publishedStandard();
    const { versionId } = await placing.revise(author, { standardCampaignId });
    const revision = { standardCampaignId, versionId, rowVersion: 1 };
    if (until === 'NEW') return revision;
    const placements = [placementOf('STANDARD')];
    const saved = await placing.save(author, { versionId, rowVersion: 1, placements, assessment: null });
    const draft = { versionId, rowVersion: saved.rowVersion };
    if (until === 'IN_REVIEW') await placing.submit(author, draft);
    return { ...revision, ...draft };
  }

  /** Hands a draft of a city's campaign in; approved by the city's approver where it is to be live. */
  async function handedIn(
    by: CityStaff,
    draft: { versionId: string; rowVersion: number },
    until: 'IN_REVIEW' | 'LIVE',
  ) {
    const { releaseId } = await locals.submit(as(by), draft);
    if (until === 'LIVE') await decideOn(services, as(APPROVERS[by]), draft.versionId);
    return releaseId;
  }

  /** A city's campaign on a standard, a new one where none is named. */
  async function local(
    until: 'NEW' | 'DRAFT' | 'IN_REVIEW' | 'LIVE',
    { by = 'NJ-OPS-01', of }: { by?: CityStaff; of?: string } = {},
  ) {
    const standardCampaignId = of ?? (await publishedStandard()).id;
    const { id, versionId } = await locals.create(as(by), { standardCampaignId });
    const campaign = { standardCampaignId, id, versionId, rowVersion: 1, releaseId: '' };
    if (until === 'NEW') return campaign;
    const { rowVersion } = await locals.saveDraft(as(by), {
      ...{ versionId, rowVersion: 1, title: '本地手机报', assessment: null },
      overrides: ownHeadline('南京手机报（演示）'),
    });
    const placed = await locals.savePlacements(as(by), {
      ...{ versionId, rowVersion, placements: [placementOf('LOCAL')] },
    });
    const draft = { versionId, rowVersion: placed.rowVersion };
    const releaseId = until === 'DRAFT' ? '' : await handedIn(by, draft, until);
    return { ...campaign, ...draft, releaseId };
  }

  /** Nanjing hands in the next version of a campaign that is live. */
  async function nextLocal({ versionId: from }: { versionId: string }, until: 'IN_REVIEW' | 'LIVE') {
    const { versionId } = await locals.revise(as('NJ-OPS-01'), { versionId: from });
    const { rowVersion } = await locals.saveDraft(as('NJ-OPS-01'), {
      ...{ versionId, rowVersion: 1, title: '本地手机报', assessment: null },
      overrides: ownHeadline('南京手机报二（演示）'),
    });
    await handedIn('NJ-OPS-01', { versionId, rowVersion }, until);
    return { versionId };
  }

  async function one(text: string, values: readonly unknown[] = []): Promise<string> {
    const { rows } = await database.owner.$client.query<{ id: string }>(text, [...values]);
    if (!rows[0]) throw new Error(`nothing found by: ${text}`);
    return rows[0].id;
  }

  return {
    ...{ services, as, one, signIn },
    ...{ draftedStandard, submittedStandard, approvedStandard, publishedStandard },
    ...{ placement, local, nextLocal },
    /** A text that nothing else is called. */
    fresh: (prefix: string): string => `${prefix}-${String((made += 1))}`,
    personId: (staffId: DemoStaffId): string => actorId(as(staffId).actor),
    /** A standard's version with the province's approvers. */
    async request(): Promise<{ id: string; hash: string }> {
      const { versionId } = await submittedStandard();
      const { rows } = await services.approvalService.list(
        as('JS-APR-01'),
        approvalListSchema.parse({ box: 'TODO', page: 1, pageSize: 100 }),
      );
      const found = rows.find((row) => row.versionId === versionId);
      if (!found) throw new Error('the version does not wait for its approver');
      return { id: found.id, hash: found.hash };
    },
    /** Somebody of Nanjing who can sign in as the demo's people can, with duties there. */
    async person(staffId: string, ...roles: readonly Role[]): Promise<string> {
      const seed = await machineCall(database.owner, 'SEED', systemIds.next());
      const { personId } = await services.personService.createWithPassword(seed, {
        ...{ staffId, name: staffId, password: DEMO_PASSWORD, home: as('NJ-OPS-01').actor.tenant },
        duties: roles.map((role) => ({ tenantId: as('NJ-OPS-01').actor.tenant.id, role })),
      });
      return personId;
    },
  };
}
export type Things = ReturnType<typeof createThings>;
