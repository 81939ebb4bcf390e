import { savingExportSchema } from '@xietong/shared/savings';
import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env';
import { parseBody } from '../../http/channel-api';
import { sessionRoute } from '../../http/session-middleware';
import { answerTable } from '../../http/table-download';
import type { SavingService } from './saving-service';

/** The saving ledger as a file. */
export function createSavingHttp({ savingService }: { savingService: SavingService }) {
  return (app: Hono<AppEnv>): void => {
    app.post(
      '/files/savings/export',
      sessionRoute({ action: 'export', subject: 'Metric', act: 'savings.export' }),
      async (c) => {
        const input = await parseBody(c.req, savingExportSchema);
        const table = await savingService.exported(c.get('call'), input);
        return answerTable(c, table, { file: input.file, days: input.filter });
      },
    );
  };
}
