import { customerImportSchema } from '@xietong/shared/subscribers';
import type { Hono } from 'hono';
import { z } from 'zod';
import type { AppEnv } from '../../http/app-env';
import { sessionRoute } from '../../http/session-middleware';
import { readUpload } from '../../http/upload';
import type { CustomerImportService } from './customer-import-service';

/** Files of customers come as multipart forms: `file` and the fields beside it. */
export function createSubscriberHttp({
  customerImportService,
}: {
  customerImportService: CustomerImportService;
}) {
  return (app: Hono<AppEnv>): void => {
    app.post(
      '/files/customers/preview',
      sessionRoute({ action: 'create', subject: 'Subscriber', act: 'subscribers.preview' }),
      async (c) => {
        const { file } = await readUpload(c, z.object({}));
        return c.json(await customerImportService.preview(c.get('call'), file));
      },
    );
    app.post(
      '/files/customers/import',
      sessionRoute({ action: 'create', subject: 'Subscriber', act: 'subscribers.import' }),
      async (c) => {
        const { file, fields } = await readUpload(c, customerImportSchema);
        return c.json(await customerImportService.importCustomers(c.get('call'), { ...file, ...fields }));
      },
    );
  };
}
