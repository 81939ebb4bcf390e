import {
  archivePersonSchema,
  createPersonSchema,
  listPeopleSchema,
  personIdSchema,
  renamePersonSchema,
} from '@xietong/shared/tenants';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { PersonKeepingService } from './person-keeping-service';
import type { PersonListService } from './person-list-service';
import type { SignInKeepingService } from './sign-in-keeping-service';

export interface PersonRouterServices {
  readonly personListService: PersonListService;
  readonly personKeepingService: PersonKeepingService;
  readonly signInKeepingService: SignInKeepingService;
}

export function createPersonRouter({
  personListService,
  personKeepingService,
  signInKeepingService,
}: PersonRouterServices) {
  const mayRead = protectedProcedure({ action: 'read', subject: 'Person', isAudited: true });
  const mayCreate = protectedProcedure({ action: 'create', subject: 'Person' });
  const mayUpdate = protectedProcedure({ action: 'update', subject: 'Person' });
  const mayArchive = protectedProcedure({ action: 'archive', subject: 'Person' });
  return router({
    list: mayRead.input(listPeopleSchema).query(({ ctx, input }) => personListService.list(ctx.call, input)),
    get: mayRead.input(personIdSchema).query(({ ctx, input }) => personListService.get(ctx.call, input.id)),
    sessions: protectedProcedure({ action: 'update', subject: 'Person', isAudited: true })
      .input(personIdSchema)
      .query(({ ctx, input }) => personListService.sessions(ctx.call, input.id)),
    create: mayCreate
      .input(createPersonSchema)
      .mutation(({ ctx, input }) => personKeepingService.create(ctx.call, input)),
    rename: mayUpdate
      .input(renamePersonSchema)
      .mutation(({ ctx, input }) => personKeepingService.rename(ctx.call, input)),
    archive: mayArchive
      .input(archivePersonSchema)
      .mutation(({ ctx, input }) => personKeepingService.archive(ctx.call, input)),
    unarchive: mayArchive
      .input(personIdSchema)
      .mutation(({ ctx, input }) => personKeepingService.unarchive(ctx.call, input.id)),
    resetPassword: protectedProcedure({ action: 'update', subject: 'Password' })
      .input(personIdSchema)
      .mutation(({ ctx, input }) => signInKeepingService.resetPassword(ctx.call, input.id)),
    unlock: mayUpdate
      .input(personIdSchema)
      .mutation(({ ctx, input }) => signInKeepingService.unlock(ctx.call, input.id)),
    endSessions: mayUpdate
      .input(personIdSchema)
      .mutation(({ ctx, input }) => signInKeepingService.endSessions(ctx.call, input.id)),
  });
}
