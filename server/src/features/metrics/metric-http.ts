import { metricExportSchema } from '@xietong/shared/metrics';
import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env';
import { parseBody } from '../../http/channel-api';
import { sessionRoute } from '../../http/session-middleware';
import { answerTable } from '../../http/table-download';
import type { MetricExporter } from './metric-export';

/** Tables of numbers as files: 400 for a table that no page shows, 404 for a city out of scope. */
export function createMetricHttp({ metricExport }: { metricExport: MetricExporter }) {
  return (app: Hono<AppEnv>): void => {
    app.post(
      '/files/metrics/export',
      sessionRoute({ action: 'export', subject: 'Metric', act: 'metrics.export' }),
      async (c) => {
        const made = await metricExport.make(c.get('call'), await parseBody(c.req, metricExportSchema));
        return answerTable(c, made.table, made);
      },
    );
  };
}
