import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import type { PropagationDeps } from './propagation-ports';
import { createPropagationStore } from './propagation-store';

/** Sees to the campaigns whose time to move to a newer standard is up. */
export function createPropagationMisses({ database, clock, audit, news, releases }: PropagationDeps) {
  /** One item in one transaction: what is done and the mark that it was done come together or not at all. */
  async function see(call: Call, id: string): Promise<boolean> {
    return asCaller(database, call, async (tx) => {
      const store = createPropagationStore(tx);
      const found = await store.lockById(id);
      if (!found || found.item.dueSeenAt || found.item.waivedAt || found.item.adoptedAt) return false;
      const { item, isOn, number, title, tenantCode, standardVersion } = found;
      const now = clock.now();
      await store.update(id, { dueSeenAt: now, ...(isOn ? {} : { missedAt: now }) });
      if (isOn) return false;
      const { localCampaignId, tenantId, onMiss } = item;
      // First what is with the approvers: a decision holds it before what it takes the place of.
      if (onMiss === 'PAUSE')
        await releases.voidRequests(
          tx,
          call,
          { campaignIds: [localCampaignId], before: standardVersion },
          'PUSH_MISSED',
        );
      const paused = onMiss === 'PAUSE' ? await releases.pause(tx, call, localCampaignId, 'PUSH_MISSED') : [];
      const campaign = { id: localCampaignId, number, title, tenantId };
      if (onMiss !== 'KEEP_PINNED') await news.propagated(tx, call, 'PUSH_MISSED', campaign, null);
      await audit.success(tx, call, {
        act: 'propagation.missed',
        subject: { type: 'LocalCampaign', id: localCampaignId },
        after: { dueAt: item.dueAt?.toISOString() ?? null, onMiss, paused: paused.length },
        campaignId: localCampaignId,
        tenant: { id: tenantId, code: tenantCode },
      });
      return true;
    });
  }

  return {
    /** Returns how many had missed it. May be repeated, and cut off at any moment: none is seen to twice. */
    async run(call: Call): Promise<number> {
      const due = await asCaller(database, call, (tx) => createPropagationStore(tx).overdueIds(clock.now()));
      let missed = 0;
      for (const id of due) if (await see(call, id)) missed += 1;
      return missed;
    },
  };
}
export type PropagationMisses = ReturnType<typeof createPropagationMisses>;
