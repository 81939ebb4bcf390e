import {
  campaignIdSchema,
  campaignVersionSchema,
  createCampaignSchema,
  listCampaignsSchema,
  retireCampaignSchema,
  saveCampaignDraftSchema,
  submitCampaignSchema,
} from '@xietong/shared/campaigns';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { CampaignService } from './campaign-service';

const subject = 'StandardCampaign';

export function createCampaignRouter({ campaignService: service }: { campaignService: CampaignService }) {
  return router({
    list: protectedProcedure({ action: 'read', subject })
      .input(listCampaignsSchema)
      .query(({ ctx, input }) => service.list(ctx.call, input)),
    get: protectedProcedure({ action: 'read', subject })
      .input(campaignIdSchema)
      .query(({ ctx, input }) => service.get(ctx.call, input)),
    channels: protectedProcedure({ action: 'read', subject }).query(({ ctx }) => service.channels(ctx.call)),
    standardForCity: protectedProcedure({ action: 'read', subject })
      .input(campaignIdSchema)
      .query(({ ctx, input }) => service.standardForCity(ctx.call, input)),
    create: protectedProcedure({ action: 'create', subject })
      .input(createCampaignSchema)
      .mutation(({ ctx, input }) => service.create(ctx.call, input)),
    saveDraft: protectedProcedure({ action: 'update', subject })
      .input(saveCampaignDraftSchema)
      .mutation(({ ctx, input }) => service.saveDraft(ctx.call, input)),
    revise: protectedProcedure({ action: 'update', subject })
      .input(campaignIdSchema)
      .mutation(({ ctx, input }) => service.revise(ctx.call, input)),
    revert: protectedProcedure({ action: 'update', subject })
      .input(campaignVersionSchema)
      .mutation(({ ctx, input }) => service.revert(ctx.call, input)),
    submit: protectedProcedure({ action: 'submit', subject })
      .input(submitCampaignSchema)
      .mutation(({ ctx, input }) => service.submit(ctx.call, input)),
    withdraw: protectedProcedure({ action: 'withdraw', subject })
      .input(campaignVersionSchema)
      .mutation(({ ctx, input }) => service.withdraw(ctx.call, input)),
    publish: protectedProcedure({ action: 'publish', subject })
      .input(campaignVersionSchema)
      .mutation(({ ctx, input }) => service.publish(ctx.call, input)),
    retire: protectedProcedure({ action: 'publish', subject })
      .input(retireCampaignSchema)
      .mutation(({ ctx, input }) => service.retire(ctx.call, input)),
    archive: protectedProcedure({ action: 'archive', subject })
      .input(campaignIdSchema)
      .mutation(({ ctx, input }) => service.archive(ctx.call, input)),
  });
}
