import type { ListedCorrection } from '@xietong/shared/releases';
import type { Call } from '../../access/call';
import { requireRow } from '../../access/require-can';
import type { Tx } from '../../platform/database';
import type { LocalsPort } from './propagation-ports';
import { createPropagationStore } from './propagation-store';

/**
 * What takes the place of cities' releases under the hashes that a push's approval lists, and under no other: at once
 * where the push is mandatory, when the city moves where it is not.
 */
export function createPropagationCorrections<P extends { readonly listed: ListedCorrection }>(
  locals: LocalsPort<P>,
) {
  async function planned(tx: Tx, versionId: string): Promise<readonly P[]> {
    const { version, number } = requireRow(await createPropagationStore(tx).numbered(versionId));
    const { campaignId, version: at, fields } = version;
    return locals.planCorrections(tx, { campaignId, number, versionId, version: at, fields });
  }

  return {
    /** What a version makes of what runs where nothing but locked fields differ: the list that is approved with it. Changes nothing. */
    async list(tx: Tx, versionId: string): Promise<ListedCorrection[]> {
      return (await planned(tx, versionId)).map(({ listed }) => listed);
    },

    /**
     * Corrects those campaigns whose resulting hash is the one that was approved; what a city changed in
     * between has another one, and is left to the city. Answers the campaigns that were corrected.
     */
    async apply(
      tx: Tx,
      call: Call,
      versionId: string,
      campaignIds: ReadonlySet<string>,
    ): Promise<ReadonlySet<string>> {
      const approved = requireRow(await createPropagationStore(tx).approvedRelease(versionId));
      const hashes = new Set(approved.corrections.map(({ campaignId, hash }) => `${campaignId} ${hash}`));
      const corrected = new Set<string>();
      for (const plan of await planned(tx, versionId)) {
        const { campaignId, hash } = plan.listed;
        if (!campaignIds.has(campaignId) || !hashes.has(`${campaignId} ${hash}`)) continue;
        if (await locals.correct(tx, call, plan, approved.id)) corrected.add(campaignId);
      }
      return corrected;
    },

    /** By campaign the hash that the approval of a published version lists, and the release that does. */
    async listed(tx: Tx, versionId: string): Promise<{ by: string; hashes: ReadonlyMap<string, string> }> {
      const approved = requireRow(await createPropagationStore(tx).approvedRelease(versionId));
      const hashes = new Map(approved.corrections.map(({ campaignId, hash }) => [campaignId, hash]));
      return { by: approved.id, hashes };
    },
  };
}
export type PropagationCorrections = ReturnType<typeof createPropagationCorrections>;
