import { pageSchema } from '@xietong/shared/kernel';
import { countByRuleSchema, nameAttributeSchema, subscribersInputSchema } from '@xietong/shared/subscribers';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { SubscriberService } from './subscriber-service';

export function createSubscriberRouter({ subscriberService }: { subscriberService: SubscriberService }) {
  return router({
    countByRule: protectedProcedure({ action: 'read', subject: 'Subscriber', isAudited: true })
      .input(countByRuleSchema)
      .query(({ ctx, input }) =>
        subscriberService.countByRule(ctx.call, input.rule, input.city, input.listVersionId),
      ),
    attributes: protectedProcedure({ action: 'read', subject: 'Subscriber' }).query(({ ctx }) =>
      subscriberService.attributes(ctx.call),
    ),
    attributeLabels: protectedProcedure({ action: 'read', subject: 'Release' }).query(({ ctx }) =>
      subscriberService.attributeLabels(ctx.call),
    ),
    nameAttribute: protectedProcedure({ action: 'create', subject: 'Subscriber' })
      .input(nameAttributeSchema)
      .mutation(({ ctx, input }) => subscriberService.nameAttribute(ctx.call, input)),
    list: protectedProcedure({ action: 'read', subject: 'Subscriber', isAudited: true })
      .input(subscribersInputSchema)
      .query(({ ctx, input }) => subscriberService.list(ctx.call, input)),
    imports: protectedProcedure({ action: 'create', subject: 'Subscriber' })
      .input(pageSchema)
      .query(({ ctx, input }) => subscriberService.imports(ctx.call, input)),
  });
}
