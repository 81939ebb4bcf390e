import type { Propagation } from '@xietong/shared/localisation';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { createPlacementFactsReadModel } from './placement-facts-read-model';
import { createPropagationReadModel } from './propagation-read-model';
import type { LocalisationDeps } from './release-port';

/** What a version of a standard does, or did, to the cities' campaigns on it. */
export function createPropagationService({ database, clock }: Pick<LocalisationDeps, 'database' | 'clock'>) {
  return {
    /**
     * Each local campaign that the actor may see, and what moving it to this version does to its fields.
     * Of a draft it is the sheet to look at before submitting.
     * @throws AppError NOT_FOUND for a version that the actor may not read
     */
    async get(call: Call, input: { standardVersionId: string }): Promise<Propagation> {
      return asCaller(database, call, async (tx) => {
        const facts = createPlacementFactsReadModel(tx);
        const standard = requireRow(await facts.standardVersion(input.standardVersionId));
        const { tenantId, campaignId, number, title, versionId, version, state } = standard;
        const published = ['PUBLISHED', 'SUPERSEDED', 'ARCHIVED'].includes(state);
        requireCan(call.actor, 'read', 'StandardCampaign', { tenantId, published });
        return {
          standard: { campaignId, number, title, versionId, version, state },
          rows: await createPropagationReadModel(tx, call.actor).rows(standard, clock.now()),
        };
      });
    },
  };
}
export type PropagationService = ReturnType<typeof createPropagationService>;
