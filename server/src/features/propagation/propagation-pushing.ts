import type { ContentField } from '@xietong/shared/content';
import { applyExceptions } from '@xietong/shared/exceptions';
import { checkPush, impactOf, mergeContent } from '@xietong/shared/inheritance';
import type { Push } from '@xietong/shared/inheritance';
import type { ListedCorrection } from '@xietong/shared/releases';
import type { Call } from '../../access/call';
import { requireRow } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { exceptionsInForce } from '../../db/exceptions-in-force';
import type { PropagationCorrections } from './propagation-corrections';
import type { LocalsPort, PropagationDeps } from './propagation-ports';
import { createPropagationStore } from './propagation-store';

/** Takes a published version of a standard to the cities' campaigns on earlier ones. */
export function createPropagationPushing({
  clock,
  ids,
  news,
  releases,
  locals,
  corrections,
}: Pick<PropagationDeps, 'clock' | 'ids' | 'news' | 'releases'> & {
  locals: Pick<LocalsPort<never>, 'realign'>;
  corrections: PropagationCorrections;
}) {
  /**
   * An item for each campaign that has none. One for which nothing changes moves by itself. A mandatory push corrects
   * at once what its approval lists, ends what is with the approvers on earlier versions, and pauses what it puts
   * outside its guard-rails; of any other the item carries the listed hash, under which the city may move without four
   * eyes of its own.
   */
  async function push(
    tx: Tx,
    call: Call,
    versionId: string,
    cityCodes: readonly string[] | null,
  ): Promise<number> {
    const store = createPropagationStore(tx);
    const { version, number } = requireRow(await store.numbered(versionId));
    const standard = {
      campaignId: version.campaignId,
      number,
      versionId,
      version: version.version,
      fields: version.fields,
    };
    const behind = await store.behind(version, cityCodes);
    const how = version.push;
    const due = how.mode === 'DEADLINE' ? { dueAt: new Date(how.dueAt), onMiss: how.onMiss } : {};
    const { by, hashes } = await corrections.listed(tx, versionId);
    const listing = (id: string) => {
      const hash = how.mode === 'MANDATORY' ? undefined : hashes.get(id);
      return hash === undefined ? {} : { listedHash: hash, listedBy: by };
    };
    await store.insert(
      behind.map(({ id, tenantId }) => ({
        id: ids.next(),
        tenantId,
        standardCampaignId: version.campaignId,
        standardVersionId: version.id,
        localCampaignId: id,
        mode: how.mode,
        pushedAt: clock.now(),
        ...due,
        ...listing(id),
      })),
    );
    // What is corrected at once is not approved as it was any more; nor is the province's own placement of it.
    if (how.mode === 'MANDATORY')
      await releases.voidRequests(
        tx,
        call,
        { campaignIds: [standard.campaignId, ...behind.map(({ id }) => id)], before: standard.version },
        'STANDARD_CORRECTED',
      );
    const corrected =
      how.mode === 'MANDATORY'
        ? await corrections.apply(tx, call, versionId, new Set(behind.map(({ id }) => id)))
        : new Set<string>();
    for (const id of corrected) await store.markCorrected(version.id, id, clock.now());
    for (const campaign of behind) {
      if (corrected.has(campaign.id) || (await locals.realign(tx, call, standard, campaign))) continue;
      await news.propagated(tx, call, 'PUSHED', campaign, how.mode === 'MANDATORY' ? how.reason : null);
      if (how.mode !== 'MANDATORY') continue;
      const { base, overrides } = requireRow(await store.latestOf(campaign.id));
      const granted = (await exceptionsInForce(tx, [campaign.id], clock.now())).get(campaign.id) ?? [];
      const bound = (fields: readonly ContentField[]) => applyExceptions(fields, granted, clock.now());
      const { counts } = impactOf(mergeContent(bound(base), overrides, bound(version.fields)));
      if (counts.VIOLATION > 0) await releases.pause(tx, call, campaign.id, 'PUSH_VIOLATION');
    }
    return behind.length;
  }

  return {
    push,

    /** What this version makes of cities' releases where nothing but locked fields differ: its approval lists it. */
    corrections: (tx: Tx, versionId: string): Promise<ListedCorrection[]> => corrections.list(tx, versionId),

    /**
     * Whether a push can be what is approved.
     * @throws AppError PUSH_DUE_PAST, PUSH_PILOT_UNKNOWN {codes}
     */
    async check(tx: Tx, chosen: Push): Promise<void> {
      unwrap(checkPush(chosen, clock.now()));
      if (chosen.pilot === null) return;
      const known = new Set(await createPropagationStore(tx).cityCodes());
      const unknown = chosen.pilot.filter((code) => !known.has(code));
      if (unknown.length > 0)
        throw new AppError('PUSH_PILOT_UNKNOWN', { codes: unknown.join(', ') }, [
          { path: 'push.pilot', code: 'PUSH_PILOT_UNKNOWN', params: { codes: unknown.join(', ') } },
        ]);
    },

    /**
     * What publishing a version starts, inside its transaction: the pilot's cities first where there is a pilot.
     * @throws AppError PUSH_DUE_PAST when the deadline passed while it waited for its approval
     */
    async published(tx: Tx, call: Call, versionId: string): Promise<number> {
      const { push: chosen } = requireRow(await createPropagationStore(tx).version(versionId));
      unwrap(checkPush(chosen, clock.now()));
      return push(tx, call, versionId, chosen.pilot);
    },
  };
}
export type PropagationPushing = ReturnType<typeof createPropagationPushing>;
