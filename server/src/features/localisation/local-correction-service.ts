import type { ContentField } from '@xietong/shared/content';
import { keepOverrides } from '@xietong/shared/inheritance';
import { checkPlacements, imagesOf, planCorrection } from '@xietong/shared/localisation';
import type { Correction } from '@xietong/shared/localisation';
import { sealRelease } from '@xietong/shared/releases';
import type { ListedCorrection, ReleaseDocument } from '@xietong/shared/releases';
import type { Call } from '../../access/call';
import { requireRow } from '../../access/require-can';
import { exceptionsInForce } from '../../db/exceptions-in-force';
import type { Tx } from '../../platform/database';
import { createBoundStandardReadModel } from './bound-standard-read-model';
import { createLocalCampaignStore } from './local-campaign-store';
import type { LocalVersionRecord } from './local-campaign-store';
import { createLiveReleaseReadModel } from './live-release-read-model';
import type { LiveRelease } from './live-release-read-model';
import { createPlacementFactsReadModel } from './placement-facts-read-model';
import { readSurroundings } from './placement-saving';
import { createPlacementStore } from './placement-store';
import type { LocalisationDeps } from './release-port';
import { editedBy } from './version-editing';

/** A version of a standard that corrects the cities' campaigns on earlier ones. */
export interface CorrectingStandard {
  readonly campaignId: string;
  readonly number: string;
  readonly versionId: string;
  readonly version: number;
  readonly fields: readonly ContentField[];
}

/** A city's campaign that the push alone may correct, and what would take the place of what runs of it. */
export interface PlannedCorrection {
  readonly listed: ListedCorrection;
  readonly live: LiveRelease;
  readonly version: LocalVersionRecord;
  readonly correction: Correction;
}

/**
 * What a push makes of cities' campaigns: where nothing but what the province has locked differs, a release that
 * takes the place of the live one under a hash that was approved with the push; at once where it is mandatory, when
 * the city moves where it is not.
 */
export function createLocalCorrectionService({ clock, releases, smsSignature }: LocalisationDeps) {
  /** The plan for one live release; null where others than the push have to look. */
  async function planOne(
    tx: Tx,
    standard: CorrectingStandard,
    live: LiveRelease,
  ): Promise<PlannedCorrection | null> {
    const now = clock.now();
    const versions = await createLocalCampaignStore(tx).versionsOf(live.campaignId);
    const version = versions.find(({ state }) => state !== 'DRAFT');
    // Another version was handed in since, or is with the approvers: the city goes on from there.
    if (version?.id !== live.versionId || !live.document.subject.base) return null;
    const bound = createBoundStandardReadModel(tx, now);
    const base = await bound.baseOf(version);
    if (!base || base.version >= standard.version) return null;
    const granted = (await exceptionsInForce(tx, [live.campaignId], now)).get(live.campaignId) ?? [];
    const next = bound.under(standard.fields, granted);
    const facts = createPlacementFactsReadModel(tx);
    const owner = requireRow(await facts.tenantById(live.tenantId));
    const { campaignId, number, versionId } = standard;
    const correction = planCorrection({
      ...{ live: live.document, overrides: version.overrides, base: base.fields, next },
      standard: { campaignId, number, versionId, version: standard.version },
      version: version.version + 1,
      assets: await facts.assets(owner, imagesOf(next)),
    });
    if (correction.footprint.who !== 'PUSH') return null;
    if (!(await isPlaceable(tx, live, version, correction.document))) return null;
    const { hash } = sealRelease(correction.document);
    const { title, number: ownNumber } = live.document.subject;
    const listed = {
      ...{ tenant: live.tenantCode, campaignId: live.campaignId, number: ownNumber, title },
      ...{ replaces: live.hash, hash },
    };
    return { listed, live, version, correction };
  }

  /** Whether what was corrected still fits where it is placed: its period, its channels, its size. */
  async function isPlaceable(
    tx: Tx,
    live: LiveRelease,
    version: LocalVersionRecord,
    { content }: ReleaseDocument,
  ): Promise<boolean> {
    const placements = await createPlacementStore(tx).ofVersion(version.id);
    const tenant = requireRow(await createPlacementFactsReadModel(tx).tenantById(live.tenantId));
    const { context } = await readSurroundings(tx, {
      // Its placements were approved with the functions of that time; what it has lost since is the approver's to see.
      ...{ tenant, content, placements, smsSignature, mayAim: true },
      now: clock.now(),
    });
    return checkPlacements(content, placements, version.assessment, context).length === 0;
  }

  /** The one plan for a campaign; null where others than the push have to look. */
  async function planAmong(tx: Tx, standard: CorrectingStandard, running: readonly LiveRelease[]) {
    const [live, another] = running;
    // Of two that run one after the other, each would need its own: the city looks at them.
    return live && !another ? planOne(tx, standard, live) : null;
  }

  /**
   * Writes the version and its placements as they were planned. An open draft of the city makes room in the numbers
   * and is not touched otherwise.
   */
  async function writeVersion(
    tx: Tx,
    call: Call,
    { live, version, correction }: PlannedCorrection,
  ): Promise<void> {
    const store = createLocalCampaignStore(tx);
    const { document, overrides, archived, placementIds } = correction;
    const { subject } = document;
    const [latest] = await store.versionsOf(live.campaignId);
    if (latest?.state === 'DRAFT' && latest.version <= subject.version)
      await store.updateVersion(latest.id, { version: subject.version + 1 });
    const now = clock.now();
    await store.insertVersion({
      ...version,
      id: subject.versionId,
      version: subject.version,
      state: 'APPROVED',
      baseVersionId: subject.base?.versionId ?? null,
      overrides,
      resolved: document.content,
      archivedOverrides: keepOverrides(version.archivedOverrides, archived, {
        at: now.toISOString(),
        ...(subject.base ? { standardVersion: subject.base.version } : {}),
      }),
      restoredFrom: null,
      createdAt: now,
      ...editedBy(call, 1, now),
      createdBy: editedBy(call, 1, now).updatedBy,
    });
    const placements = createPlacementStore(tx);
    const points = await createPlacementFactsReadModel(tx).points();
    await placements.replace(
      {
        ...{ tenantId: live.tenantId, campaignKind: 'LOCAL', campaignId: live.campaignId },
        versionId: subject.versionId,
      },
      (await placements.ofVersion(version.id)).map((each) => ({
        ...each,
        id: placementIds.get(each.id) ?? each.id,
      })),
      new Map([...points].map(([code, { id }]) => [code, id])),
    );
  }

  return {
    /** What a push would correct now, by city and number. Changes nothing. */
    async planCorrections(tx: Tx, standard: CorrectingStandard): Promise<PlannedCorrection[]> {
      const running = await createLiveReleaseReadModel(tx).ofStandard(standard.campaignId, clock.now());
      const planned: PlannedCorrection[] = [];
      for (const id of new Set(running.map(({ campaignId }) => campaignId))) {
        const own = running.filter(({ campaignId }) => campaignId === id);
        const one = await planAmong(tx, standard, own);
        if (one) planned.push(one);
      }
      return planned;
    },

    /** The same for one campaign, as its own city may see it. */
    async planAdoption(
      tx: Tx,
      standard: CorrectingStandard,
      campaignId: string,
    ): Promise<PlannedCorrection | null> {
      const running = await createLiveReleaseReadModel(tx).ofCampaign(campaignId, clock.now());
      return planAmong(tx, standard, running);
    },

    /**
     * Puts a planned correction in the place of what runs. Runs inside the transaction that publishes. False where that
     * does not run any more.
     * @param correctedBy the standard's release whose approval lists the hash
     */
    async correct(tx: Tx, call: Call, planned: PlannedCorrection, correctedBy: string): Promise<boolean> {
      const { live, correction } = planned;
      if (!(await releases.holdReplaced(tx, live))) return false;
      await writeVersion(tx, call, planned);
      await releases.correct(tx, call, {
        ...{ tenantId: live.tenantId, document: correction.document, correctedBy },
      });
      return true;
    },

    /** The same by the campaign's own city, when it moves to the newer standard. */
    async adopt(tx: Tx, call: Call, planned: PlannedCorrection, listedBy: string): Promise<boolean> {
      // Before its releases, as whoever hands a version of it in does.
      await createLocalCampaignStore(tx).lockById(planned.live.campaignId);
      if (!(await releases.holdReplaced(tx, planned.live))) return false;
      await writeVersion(tx, call, planned);
      await releases.adopt(tx, call, { document: planned.correction.document, listedBy });
      return true;
    },
  };
}
