import type { Hono } from 'hono';
import type { AuditPort } from '../../access/audit-port';
import type { AppEnv } from '../../http/app-env';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database';
import { createMetricExport } from './metric-export';
import { createMetricHttp } from './metric-http';
import { createMetricService } from './metric-service';
import type { MetricService } from './metric-service';
import { createProvinceVolume } from './province-volume-read-model';

export interface MetricDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditPort;
  readonly provinceId: () => Promise<string>;
}

/** Numbers of what ran, put together: for pages, and as files. */
export function createMetrics({ database, clock, audit, provinceId }: MetricDeps): {
  readonly metricService: MetricService;
  readonly mountFiles: (app: Hono<AppEnv>) => void;
} {
  const volume = createProvinceVolume({ database, provinceId });
  const metricService = createMetricService({ database, clock, volume });
  return {
    metricService,
    mountFiles: createMetricHttp({ metricExport: createMetricExport({ database, audit, metricService }) }),
  };
}
