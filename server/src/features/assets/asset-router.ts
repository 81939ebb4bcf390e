import { describeImagesSchema } from '@xietong/shared/assets';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { AssetService } from './asset-service';

export function createAssetRouter({ assetService }: { assetService: AssetService }) {
  return router({
    describe: protectedProcedure({ action: 'read', subject: 'Asset' })
      .input(describeImagesSchema)
      .query(({ ctx, input }) => assetService.describe(ctx.call, input)),
  });
}
