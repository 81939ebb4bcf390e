import { cityMetricsSchema, provinceMetricsSchema } from '@xietong/shared/metrics';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { MetricService } from './metric-service';

export function createMetricRouter({ metricService }: { metricService: MetricService }) {
  return router({
    city: protectedProcedure({ action: 'read', subject: 'Metric' })
      .input(cityMetricsSchema)
      .query(({ ctx, input }) => metricService.city(ctx.call, input)),
    province: protectedProcedure({ action: 'read', subject: 'Metric' })
      .input(provinceMetricsSchema)
      .query(({ ctx, input }) => metricService.province(ctx.call, input)),
  });
}
