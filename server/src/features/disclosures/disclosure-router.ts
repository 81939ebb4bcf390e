import {
  askDisclosureSchema,
  decideDisclosureSchema,
  disclosureIdSchema,
  disclosureListSchema,
  disclosureTargetSchema,
  revokeDisclosureSchema,
} from '@xietong/shared/disclosures';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { DisclosureService } from './disclosure-service';
import type { DisclosureTaking } from './disclosure-taking';

export function createDisclosureRouter({
  disclosureService,
  disclosureTaking,
}: {
  disclosureService: DisclosureService;
  disclosureTaking: DisclosureTaking;
}) {
  const reading = protectedProcedure({ action: 'read', subject: 'Disclosure', isAudited: true });
  return router({
    list: reading
      .input(disclosureListSchema)
      .query(({ ctx, input }) => disclosureService.list(ctx.call, input)),
    get: reading
      .input(disclosureIdSchema)
      .query(({ ctx, input }) => disclosureService.get(ctx.call, input.id)),
    preview: protectedProcedure({ action: 'create', subject: 'Disclosure', isAudited: true })
      .input(disclosureTargetSchema)
      .query(({ ctx, input }) => disclosureService.preview(ctx.call, input)),
    ask: protectedProcedure({ action: 'create', subject: 'Disclosure' })
      .input(askDisclosureSchema)
      .mutation(({ ctx, input }) => disclosureService.ask(ctx.call, input)),
    decide: protectedProcedure({ action: 'approve', subject: 'Disclosure' })
      .input(decideDisclosureSchema)
      .mutation(({ ctx, input }) => disclosureService.decide(ctx.call, input)),
    withdraw: protectedProcedure({ action: 'withdraw', subject: 'Disclosure' })
      .input(disclosureIdSchema)
      .mutation(({ ctx, input }) => disclosureService.withdraw(ctx.call, input.id)),
    revoke: protectedProcedure({ action: 'takeDown', subject: 'Disclosure' })
      .input(revokeDisclosureSchema)
      .mutation(({ ctx, input }) => disclosureService.revoke(ctx.call, input)),
    reveal: protectedProcedure({ action: 'export', subject: 'Disclosure' })
      .input(disclosureIdSchema)
      .mutation(({ ctx, input }) => disclosureTaking.reveal(ctx.call, input.id)),
  });
}
