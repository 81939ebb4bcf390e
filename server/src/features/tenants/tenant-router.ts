import { protectedProcedure, router } from '../../trpc/procedures';
import type { TenantService } from './tenant-service';

export function createTenantRouter({ tenantService }: { tenantService: TenantService }) {
  return router({
    list: protectedProcedure({ action: 'read', subject: 'Tenant' }).query(({ ctx }) =>
      tenantService.list(ctx.call),
    ),
  });
}
