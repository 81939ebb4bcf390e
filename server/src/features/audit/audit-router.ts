import {
  campaignHistorySchema,
  auditCampaignsSchema,
  auditConsistencySchema,
  auditIdSchema,
  auditListSchema,
  auditRangeSchema,
  auditReleaseIdSchema,
  auditSampleIdSchema,
  drawSampleSchema,
  lookAtSampledSchema,
} from '@xietong/shared/audit';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { AuditArchiveService } from './audit-archive-service';
import type { AuditCheckService } from './audit-check-service';
import type { AuditProofService } from './audit-proof-service';
import type { AuditSampleService } from './audit-sample-service';
import type { AuditService } from './audit-service';

export function createAuditRouter({
  auditService,
  auditArchiveService,
  auditCheckService,
  auditProofService,
  auditSampleService,
}: {
  auditService: AuditService;
  auditArchiveService: AuditArchiveService;
  auditCheckService: AuditCheckService;
  auditProofService: AuditProofService;
  auditSampleService: AuditSampleService;
}) {
  const reading = protectedProcedure({ action: 'read', subject: 'AuditEvent' });
  return router({
    list: reading.input(auditListSchema).query(({ ctx, input }) => auditService.list(ctx.call, input)),
    get: reading.input(auditIdSchema).query(({ ctx, input }) => auditService.get(ctx.call, input.id)),
    campaigns: reading
      .input(auditCampaignsSchema)
      .query(({ ctx, input }) => auditService.campaigns(ctx.call, input)),
    forCampaign: reading
      .input(campaignHistorySchema)
      .query(({ ctx, input }) => auditService.forCampaign(ctx.call, input)),
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
    segments: reading.query(({ ctx }) => auditArchiveService.list(ctx.call)),
    checks: reading.query(({ ctx }) => auditCheckService.list(ctx.call)),
    drawSample: reading
      .input(drawSampleSchema)
      .mutation(({ ctx, input }) => auditSampleService.drawSample(ctx.call, input)),
    samples: reading.query(({ ctx }) => auditSampleService.list(ctx.call)),
    sample: reading
      .input(auditSampleIdSchema)
      .query(({ ctx, input }) => auditSampleService.get(ctx.call, input.id)),
    lookAtSampled: reading
      .input(lookAtSampledSchema)
      .mutation(({ ctx, input }) => auditSampleService.lookAtSampled(ctx.call, input)),
    release: reading
      .input(auditReleaseIdSchema)
      .query(({ ctx, input }) => auditService.release(ctx.call, input.releaseId)),
  });
}
