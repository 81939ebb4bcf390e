import { savingLedgerSchema, savingUnitInputSchema } from '@xietong/shared/savings';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { SavingService } from './saving-service';

export function createSavingRouter({ savingService }: { savingService: SavingService }) {
  return router({
    ledger: protectedProcedure({ action: 'read', subject: 'Metric' })
      .input(savingLedgerSchema)
      .query(({ ctx, input }) => savingService.ledger(ctx.call, input)),
    units: protectedProcedure({ action: 'read', subject: 'SavingUnit' }).query(({ ctx }) =>
      savingService.units(ctx.call),
    ),
    setUnit: protectedProcedure({ action: 'create', subject: 'SavingUnit' })
      .input(savingUnitInputSchema)
      .mutation(({ ctx, input }) => savingService.setUnit(ctx.call, input)),
  });
}
