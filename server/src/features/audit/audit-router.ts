import {
  auditCampaignIdSchema,
  auditCampaignsSchema,
  auditConsistencySchema,
  auditIdSchema,
  auditListSchema,
  auditRangeSchema,
  auditReleaseIdSchema,
} from '@xietong/shared/audit';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { AuditCheckService } from './audit-check-service';
import type { AuditProofService } from './audit-proof-service';
import type { AuditService } from './audit-service';

export function createAuditRouter({
  auditService,
  auditCheckService,
  auditProofService,
}: {
  auditService: AuditService;
  auditCheckService: AuditCheckService;
  auditProofService: AuditProofService;
}) {
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
    proof: reading
      .input(auditIdSchema)
      .query(({ ctx, input }) => auditProofService.ofEvent(ctx.call, input.id)),
    heads: reading.query(({ ctx }) => auditProofService.heads(ctx.call)),
    consistency: reading
      .input(auditConsistencySchema)
      .query(({ ctx, input }) => auditProofService.consistency(ctx.call, input)),
    verify: reading
      .input(auditRangeSchema)
      .mutation(({ ctx, input }) => auditCheckService.start(ctx.call, input)),
    checks: reading.query(({ ctx }) => auditCheckService.list(ctx.call)),
    release: reading
      .input(auditReleaseIdSchema)
      .query(({ ctx, input }) => auditService.release(ctx.call, input.releaseId)),
  });
}
