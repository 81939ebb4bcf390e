import {
  auditCampaignIdSchema,
  auditCampaignsSchema,
  auditIdSchema,
  auditListSchema,
  auditReleaseIdSchema,
} from '@xietong/shared/audit';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { AuditService } from './audit-service';

export function createAuditRouter({ auditService }: { auditService: AuditService }) {
  const reading = protectedProcedure({ action: 'read', subject: 'AuditEvent' });
  return router({
    list: reading.input(auditListSchema).query(({ ctx, input }) => auditService.list(ctx.call, input)),
    get: reading.input(auditIdSchema).query(({ ctx, input }) => auditService.get(ctx.call, input.id)),
    campaigns: reading
      .input(auditCampaignsSchema)
      .query(({ ctx, input }) => auditService.campaigns(ctx.call, input)),
    forCampaign: reading
      .input(auditCampaignIdSchema)
      .query(({ ctx, input }) => auditService.forCampaign(ctx.call, input.campaignId)),
    release: reading
      .input(auditReleaseIdSchema)
      .query(({ ctx, input }) => auditService.release(ctx.call, input.releaseId)),
  });
}
