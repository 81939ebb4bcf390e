import { listImportSchema } from '@xietong/shared/audiences';
import type { Hono } from 'hono';
import { z } from 'zod';
import type { AppEnv } from '../../http/app-env';
import { sessionRoute } from '../../http/session-middleware';
import { readUpload } from '../../http/upload';
import type { ListService } from './list-service';

const choicesSchema = z.object({
  column: z.coerce.number().int().min(0).max(1000).optional(),
  header: z.stringbool().optional(),
});

/** Files of numbers come as multipart forms: `file` and the fields beside it. */
export function createAudienceHttp({ listService }: { listService: ListService }) {
  return (app: Hono<AppEnv>): void => {
    app.post(
      '/files/lists/preview',
      sessionRoute({ action: 'create', subject: 'CustomerList', act: 'lists.preview' }),
      async (c) => {
        const { file, fields } = await readUpload(c, choicesSchema);
        return c.json(await listService.preview(c.get('call'), { ...file, ...fields }));
      },
    );
    app.post(
      '/files/lists/import',
      sessionRoute({ action: 'create', subject: 'CustomerList', act: 'lists.import' }),
      async (c) => {
        const { file, fields } = await readUpload(c, listImportSchema);
        return c.json(await listService.import(c.get('call'), { ...file, ...fields }));
      },
    );
  };
}
