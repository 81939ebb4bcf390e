import {
  compareDictionariesSchema,
  decideDictionarySchema,
  dictionaryDraftSchema,
  dismissWordsSchema,
  saveDictionaryDraftSchema,
} from '@xietong/shared/content-check';
import { idSchema } from '@xietong/shared/kernel';
import { z } from 'zod';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { ContentCheckService } from './content-check-service';
import type { DictionaryDraftService } from './dictionary-draft-service';

const idInput = z.strictObject({ id: idSchema });

export function createContentCheckRouter(services: {
  contentCheckService: ContentCheckService;
  dictionaryDraftService: DictionaryDraftService;
}) {
  const { contentCheckService: service, dictionaryDraftService: drafts } = services;
  return router({
    dictionary: protectedProcedure({ action: 'read', subject: 'CheckDictionary' }).query(({ ctx }) =>
      service.dictionary(ctx.call),
    ),
    history: protectedProcedure({ action: 'read', subject: 'CheckDictionary' }).query(({ ctx }) =>
      service.history(ctx.call),
    ),
    version: protectedProcedure({ action: 'read', subject: 'CheckDictionary' })
      .input(idInput)
      .query(({ ctx, input }) => service.version(ctx.call, input)),
    compare: protectedProcedure({ action: 'read', subject: 'CheckDictionary' })
      .input(compareDictionariesSchema)
      .query(({ ctx, input }) => service.compare(ctx.call, input)),
    evidence: protectedProcedure({ action: 'read', subject: 'CheckDictionary' })
      .input(z.strictObject({ campaignId: idSchema, standardVersionId: idSchema.nullable() }))
      .query(({ ctx, input }) => service.evidence(ctx.call, input)),
    propose: protectedProcedure({ action: 'create', subject: 'CheckDictionary' })
      .input(dictionaryDraftSchema)
      .mutation(({ ctx, input }) => drafts.propose(ctx.call, input)),
    draft: protectedProcedure({ action: 'create', subject: 'CheckDictionary' }).query(({ ctx }) =>
      drafts.draft(ctx.call),
    ),
    saveDraft: protectedProcedure({ action: 'create', subject: 'CheckDictionary' })
      .input(saveDictionaryDraftSchema)
      .mutation(({ ctx, input }) => drafts.saveDraft(ctx.call, input)),
    discardDraft: protectedProcedure({ action: 'create', subject: 'CheckDictionary' })
      .input(dictionaryDraftSchema)
      .mutation(({ ctx, input }) => drafts.discardDraft(ctx.call, input)),
    dismiss: protectedProcedure({ action: 'create', subject: 'CheckDictionary' })
      .input(dismissWordsSchema)
      .mutation(({ ctx, input }) => drafts.dismiss(ctx.call, input)),
    decide: protectedProcedure({ action: 'approve', subject: 'CheckDictionary' })
      .input(decideDictionarySchema)
      .mutation(({ ctx, input }) => service.decide(ctx.call, input)),
    withdraw: protectedProcedure({ action: 'withdraw', subject: 'CheckDictionary' })
      .input(idInput)
      .mutation(({ ctx, input }) => service.withdraw(ctx.call, input)),
  });
}
