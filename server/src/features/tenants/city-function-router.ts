import { changeCityFunctionSchema } from '@xietong/shared/tenants';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { CityFunctionService } from './city-function-service';

export function createCityFunctionRouter({
  cityFunctionService,
}: {
  cityFunctionService: CityFunctionService;
}) {
  return router({
    list: protectedProcedure({ action: 'read', subject: 'CityFunction' }).query(({ ctx }) =>
      cityFunctionService.list(ctx.call),
    ),
    grant: protectedProcedure({ action: 'create', subject: 'CityFunction' })
      .input(changeCityFunctionSchema)
      .mutation(({ ctx, input }) => cityFunctionService.grant(ctx.call, input)),
    revoke: protectedProcedure({ action: 'archive', subject: 'CityFunction' })
      .input(changeCityFunctionSchema)
      .mutation(({ ctx, input }) => cityFunctionService.revoke(ctx.call, input)),
  });
}
