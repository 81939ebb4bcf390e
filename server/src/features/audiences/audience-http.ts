import { Readable } from 'node:stream';
import { listUploadSchema, MAX_LIST_BYTES } from '@xietong/shared/audiences';
import { idSchema } from '@xietong/shared/kernel';
import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env';
import type { BodyAllowance } from '../../http/body-limit';
import { sessionRoute } from '../../http/session-middleware';
import { AppError } from '../../platform/app-error';
import type { ListImportService } from './list-import-service';

/** Never held in memory: it goes to the disk as it comes. */
export const LIST_BODY_ALLOWANCE: BodyAllowance = {
  prefix: '/files/lists/',
  bytes: MAX_LIST_BYTES,
  streamed: true,
};

/** Files of numbers come as plain bodies, `?fileName=` beside them; refused rows go out as CSV. */
export function createAudienceHttp({ listImportService }: { listImportService: ListImportService }) {
  return (app: Hono<AppEnv>): void => {
    app.post(
      '/files/lists/uploads',
      sessionRoute({ action: 'create', subject: 'CustomerList', act: 'listImports.upload' }),
      async (c) => {
        const { fileName } = listUploadSchema.parse(c.req.query());
        const { body } = c.req.raw;
        if (body === null) throw new AppError('FILE_MISSING');
        return c.json(
          await listImportService.upload(c.get('call'), { fileName, source: Readable.fromWeb(body) }),
        );
      },
    );
    app.get(
      '/files/lists/imports/:id/rejected.csv',
      sessionRoute({ action: 'read', subject: 'CustomerList', act: 'listImports.rejected' }),
      async (c) => {
        const id = idSchema.safeParse(c.req.param('id'));
        if (!id.success) throw new AppError('NOT_FOUND');
        const lines = await listImportService.rejectedCsv(c.get('call'), id.data);
        c.header('content-type', 'text/csv; charset=utf-8');
        c.header('content-disposition', 'attachment; filename="rejected-rows.csv"');
        c.header('cache-control', 'no-store');
        return c.body(Readable.toWeb(Readable.from(lines)));
      },
    );
  };
}
