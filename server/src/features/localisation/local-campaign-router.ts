import {
  createLocalCampaignSchema,
  getLocalCampaignSchema,
  listLocalCampaignsSchema,
  localCampaignIdSchema,
  rebaseSchema,
  revertLocalSchema,
  saveLocalDraftSchema,
  savePlacementsSchema,
  submitVersionSchema,
  versionIdSchema,
} from '@xietong/shared/localisation';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { LocalCampaignService } from './local-campaign-service';

export function createLocalCampaignRouter({
  localCampaignService: service,
}: {
  localCampaignService: LocalCampaignService;
}) {
  return router({
    list: protectedProcedure({ action: 'read', subject: 'LocalCampaign' })
      .input(listLocalCampaignsSchema)
      .query(({ ctx, input }) => service.list(ctx.call, input)),
    get: protectedProcedure({ action: 'read', subject: 'LocalCampaign' })
      .input(getLocalCampaignSchema)
      .query(({ ctx, input }) => service.get(ctx.call, input)),
    options: protectedProcedure({ action: 'read', subject: 'MarketingPoint' }).query(({ ctx }) =>
      service.options(ctx.call),
    ),
    create: protectedProcedure({ action: 'create', subject: 'LocalCampaign' })
      .input(createLocalCampaignSchema)
      .mutation(({ ctx, input }) => service.create(ctx.call, input)),
    saveDraft: protectedProcedure({ action: 'update', subject: 'LocalCampaign' })
      .input(saveLocalDraftSchema)
      .mutation(({ ctx, input }) => service.saveDraft(ctx.call, input)),
    savePlacements: protectedProcedure({ action: 'update', subject: 'LocalCampaign' })
      .input(savePlacementsSchema)
      .mutation(({ ctx, input }) => service.savePlacements(ctx.call, input)),
    submit: protectedProcedure({ action: 'submit', subject: 'LocalCampaign' })
      .input(submitVersionSchema)
      .mutation(({ ctx, input }) => service.submit(ctx.call, input)),
    withdraw: protectedProcedure({ action: 'withdraw', subject: 'LocalCampaign' })
      .input(versionIdSchema)
      .mutation(({ ctx, input }) => service.withdraw(ctx.call, input)),
    revise: protectedProcedure({ action: 'update', subject: 'LocalCampaign' })
      .input(versionIdSchema)
      .mutation(({ ctx, input }) => service.revise(ctx.call, input)),
    revert: protectedProcedure({ action: 'update', subject: 'LocalCampaign' })
      .input(revertLocalSchema)
      .mutation(({ ctx, input }) => service.revert(ctx.call, input)),
    merge: protectedProcedure({ action: 'read', subject: 'LocalCampaign' })
      .input(localCampaignIdSchema)
      .query(({ ctx, input }) => service.merge(ctx.call, input)),
    rebase: protectedProcedure({ action: 'update', subject: 'LocalCampaign' })
      .input(rebaseSchema)
      .mutation(({ ctx, input }) => service.rebase(ctx.call, input)),
    archive: protectedProcedure({ action: 'archive', subject: 'LocalCampaign' })
      .input(localCampaignIdSchema)
      .mutation(({ ctx, input }) => service.archive(ctx.call, input)),
  });
}
