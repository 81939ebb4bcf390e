import type { ContentField } from '@xietong/shared/content';
import { applyExceptions } from '@xietong/shared/exceptions';
import type { AskedPolicy } from '@xietong/shared/exceptions';
import { exceptionsInForce } from '../../db/exceptions-in-force';
import type { DatabaseOrTx } from '../../platform/database';
import { createLocalCampaignStore } from './local-campaign-store';
import { createPlacementFactsReadModel } from './placement-facts-read-model';
import type { StandardFacts } from './placement-facts-read-model';

/** Standards as they bind a local campaign at `now`: with the exceptions that it was granted. */
export function createBoundStandardReadModel(db: DatabaseOrTx, now: Date) {
  return {
    /** Fields under exceptions that were read before. */
    under: (fields: readonly ContentField[], granted: readonly AskedPolicy[]): readonly ContentField[] =>
      applyExceptions(fields, granted, now),

    /** A standard under the exceptions of a campaign. */
    async bind(campaignId: string, standard: StandardFacts): Promise<StandardFacts> {
      const exceptions = (await exceptionsInForce(db, [campaignId], now)).get(campaignId) ?? [];
      return { ...standard, fields: applyExceptions(standard.fields, exceptions, now) };
    },

    /** The standard that a version is pinned to; null for one without. */
    async baseOf(version: {
      readonly campaignId: string;
      readonly baseVersionId: string | null;
    }): Promise<StandardFacts | null> {
      if (!version.baseVersionId) return null;
      const standard = await createPlacementFactsReadModel(db).standardVersion(version.baseVersionId);
      return standard && this.bind(version.campaignId, standard);
    },

    /** The fields that a version's overrides are laid over: of its standard, else the campaign's own. */
    async fieldsOf(version: {
      readonly campaignId: string;
      readonly baseVersionId: string | null;
    }): Promise<readonly ContentField[] | null> {
      if (version.baseVersionId) return (await this.baseOf(version))?.fields ?? null;
      return (await createLocalCampaignStore(db).findById(version.campaignId))?.ownFields ?? null;
    },
  };
}
