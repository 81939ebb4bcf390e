import type { ContentField, ImageValue } from '@xietong/shared/content';
import type { ReleaseKind } from '@xietong/shared/releases';
import type { Call } from '../access/call';
import { decideOn } from '../scenarios/approvals';
import type { DemoStaffId } from '../scenarios/demo-people-zh';
import type { DemoWorld } from './demo-world';
import { inDays } from './running-local';

export interface Latest {
  readonly versionId: string;
  readonly rowVersion: number;
  readonly isDraft: boolean;
  /** Newest first, this one among them. */
  readonly versions: readonly string[];
}

/** What a draft is filled with. */
export interface Written {
  readonly text: string;
  readonly image: ImageValue | null;
  readonly listVersionId: string | null;
}

/** One campaign of a kind of release, through the services that its people use. */
export interface AuthoredCampaign {
  readonly campaignId: string;
  latest(): Promise<Latest>;
  write(by: Call, draft: Latest, written: Written): Promise<unknown>;
  submit(by: Call, draft: Latest): Promise<unknown>;
  withdraw(by: Call, version: Latest): Promise<unknown>;
  revise(by: Call): Promise<{ versionId: string }>;
  /** Absent where a kind has no way back to an earlier version. */
  revert?(by: Call, versionId: string): Promise<{ versionId: string }>;
  /** What follows an approval by itself in the work of a province. */
  approved?(version: Latest): Promise<unknown>;
  /** Takes its standard off, so that what runs of it is paused. */
  pause?(): Promise<unknown>;
  /** The province corrects the standard that it is made from, and lets that take the place of what cities run. */
  push?(): Promise<{ standardVersionId: string }>;
}

export interface AuthoredKind {
  readonly kind: ReleaseKind;
  /** Whose colleagues write and approve it. */
  readonly staff: DemoStaffId;
  begin(by: Call): Promise<AuthoredCampaign>;
}

const ASSESSMENT = { purpose: '目的说明', necessity: '必要性说明', safeguards: '保护措施说明' };
const placementOf = <T extends 'LOCAL' | 'STANDARD'>(tier: T, listVersionId: string | null) => ({
  ...{ id: null, pointCode: 'home-banner', firstDay: inDays(0), lastDay: inDays(5) },
  ...{ tier, lever: 100, listVersionId, rule: null },
});

/** The three kinds of release, each made from the published standard of the demo. */
export function authoredKinds(
  { composition: { services }, as }: DemoWorld,
  { standardCampaignId, fields }: { standardCampaignId: string; fields: readonly ContentField[] },
): AuthoredKind[] {
  const { localCampaignService: locals, campaignService, standardPlacementService: placing } = services;
  const idOf = (role: ContentField['role']) => fields.find((field) => field.role === role)?.id ?? '';
  const province = as('JS-OPS-01');

  const filled = ({ text, image }: Pick<Written, 'text' | 'image'>): ContentField[] =>
    fields.map((field) => {
      if (field.role === 'headline') return { ...field, value: text };
      return field.role === 'image' && image ? { ...field, value: image } : field;
    });

  async function beginStandard(by: Call) {
    const { id, versionId } = await campaignService.create(by, { kind: 'CARE', title: '谁写的' });
    const latest = async (): Promise<Latest> => {
      const { versions } = await campaignService.get(province, { id });
      const [version] = versions;
      if (!version) throw new Error('a standard without a version');
      return {
        ...{ versionId: version.id, rowVersion: version.rowVersion, isDraft: version.state === 'DRAFT' },
        versions: versions.map((each) => each.id),
      };
    };
    const write = (call: Call, draft: Pick<Latest, 'versionId' | 'rowVersion'>, written: Written) =>
      campaignService.saveDraft(call, {
        ...{ id, versionId: draft.versionId, rowVersion: draft.rowVersion, title: '谁写的' },
        ...{ cityDefault: 'SHOW_STANDARD' as const, fields: filled(written) },
      });
    return { id, versionId, latest, write };
  }

  /** The next version of the standard, with other terms, which are locked: approved by two and published. */
  async function pushStandard(): Promise<{ standardVersionId: string }> {
    const { versionId } = await campaignService.revise(province, { id: standardCampaignId });
    const { versions } = await campaignService.get(province, { id: standardCampaignId });
    const draft = versions.find(({ id }) => id === versionId);
    if (!draft) throw new Error('a standard without its draft');
    const { title, cityDefault } = draft;
    const { rowVersion } = await campaignService.saveDraft(province, {
      ...{ id: standardCampaignId, versionId, rowVersion: draft.rowVersion, title, cityDefault },
      fields: draft.fields.map((field) =>
        field.role === 'terms' ? { ...field, value: `更正后的规则（演示 ${versionId.slice(-4)}）` } : field,
      ),
    });
    const version = { id: standardCampaignId, versionId };
    const push = { mode: 'MANDATORY' as const, pilot: null, reason: '法规更正（演示）' };
    await campaignService.submit(province, { ...version, rowVersion, push });
    for (const approver of ['JS-APR-01', 'JS-APR-02'] as const)
      await decideOn(services, as(approver), versionId);
    await campaignService.publish(province, version);
    return { standardVersionId: versionId };
  }

  return [
    {
      kind: 'LOCAL',
      staff: 'NJ-OPS-01',
      async begin(by) {
        const { id } = await locals.create(by, { standardCampaignId, title: '谁写的' });
        return {
          campaignId: id,
          async latest() {
            const { version, versions } = await locals.get(as('NJ-OPS-01'), { id });
            const { id: versionId, rowVersion, stored } = version;
            return {
              ...{ versionId, rowVersion, isDraft: stored === 'DRAFT' },
              versions: versions.map((each) => each.id),
            };
          },
          async write(call, { versionId, rowVersion }, { text, image, listVersionId }) {
            const saved = await locals.saveDraft(call, {
              ...{ versionId, rowVersion, title: '谁写的', assessment: ASSESSMENT },
              overrides: {
                [idOf('headline')]: { value: text },
                ...(image ? { [idOf('image')]: { value: image } } : {}),
              },
            });
            return locals.savePlacements(call, {
              ...{ versionId, rowVersion: saved.rowVersion },
              placements: [placementOf('LOCAL', listVersionId)],
            });
          },
          submit: (call, { versionId, rowVersion }) => locals.submit(call, { versionId, rowVersion }),
          withdraw: (call, { versionId }) => locals.withdraw(call, { versionId }),
          revise: async (call) =>
            locals.revise(call, { versionId: (await locals.get(call, { id })).version.id }),
          revert: (call, versionId) => locals.revert(call, { id, versionId }),
          push: pushStandard,
        };
      },
    },
    {
      kind: 'STANDARD',
      staff: 'JS-OPS-01',
      async begin(by) {
        const { id, latest, write } = await beginStandard(by);
        return {
          ...{ campaignId: id, latest, write },
          submit: (call, { versionId, rowVersion }) =>
            campaignService.submit(call, { id, versionId, rowVersion }),
          withdraw: (call, { versionId }) => campaignService.withdraw(call, { id, versionId }),
          revise: (call) => campaignService.revise(call, { id }),
          revert: (call, versionId) => campaignService.revert(call, { id, versionId }),
          approved: ({ versionId }) => campaignService.publish(province, { id, versionId }),
        };
      },
    },
    {
      kind: 'STANDARD_PLACEMENT',
      staff: 'JS-OPS-01',
      async begin(by) {
        const { id, versionId, write } = await beginStandard(province);
        const written = { text: '标准的文案', image: null, listVersionId: null };
        const { rowVersion } = await write(province, { versionId, rowVersion: 1 }, written);
        await campaignService.submit(province, { id, versionId, rowVersion });
        await decideOn(services, as('JS-APR-02'), versionId);
        await campaignService.publish(province, { id, versionId });
        await placing.revise(by, { standardCampaignId: id });
        return {
          campaignId: id,
          async latest() {
            const { version, versions } = await placing.get(province, { standardCampaignId: id });
            if (!version) throw new Error('a placement without a revision');
            return {
              ...{
                versionId: version.id,
                rowVersion: version.rowVersion,
                isDraft: version.stored === 'DRAFT',
              },
              versions: versions.map((each) => each.id),
            };
          },
          write: (call, draft, { listVersionId, text }) =>
            placing.save(call, {
              ...{ versionId: draft.versionId, rowVersion: draft.rowVersion },
              placements: [placementOf('STANDARD', listVersionId)],
              assessment: { ...ASSESSMENT, purpose: text },
            }),
          submit: (call, draft) =>
            placing.submit(call, { versionId: draft.versionId, rowVersion: draft.rowVersion }),
          withdraw: (call, draft) => placing.withdraw(call, { versionId: draft.versionId }),
          revise: (call) => placing.revise(call, { standardCampaignId: id }),
          pause: () => campaignService.retire(province, { id, children: 'PAUSE', reason: '不再做' }),
        };
      },
    },
  ];
}
