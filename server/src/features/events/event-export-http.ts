import { eventExportSchema } from '@xietong/shared/events';
import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env';
import { parseBody } from '../../http/channel-api';
import { sessionRoute } from '../../http/session-middleware';
import { answerTable } from '../../http/table-download';
import type { EventExporter } from './event-export';

/** The events behind a number as a file: 429 when they are more than a spreadsheet holds. */
export function createEventExportHttp({ eventExport }: { eventExport: EventExporter }) {
  return (app: Hono<AppEnv>): void => {
    app.post(
      '/files/events/export',
      sessionRoute({ action: 'export', subject: 'Event', act: 'events.export' }),
      async (c) => {
        const input = await parseBody(c.req, eventExportSchema);
        const table = await eventExport.make(c.get('call'), input);
        return answerTable(c, table, { file: input.file, days: input.filter });
      },
    );
  };
}
