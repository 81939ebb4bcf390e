import { Readable } from 'node:stream';
import { listUploadSchema, MAX_LIST_BYTES, rejectedFileSchema } from '@xietong/shared/audiences';
import { idSchema } from '@xietong/shared/kernel';
import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env';
import { discardRest } from '../../http/body-limit';
import type { BodyAllowance } from '../../http/body-limit';
import { sessionRoute } from '../../http/session-middleware';
import { answerTable } from '../../http/table-download';
import { AppError } from '../../platform/app-error';
import { parseInput, requireStorable } from '../../platform/field-errors';
import type { ListImportOverviewService } from './list-import-overview-service';
import type { ListImportService } from './list-import-service';

/** Never held in memory: it goes to the disk as it comes. */
export const LIST_BODY_ALLOWANCE: BodyAllowance = {
  prefix: '/files/lists/',
  bytes: MAX_LIST_BYTES,
  streamed: true,
};

/** Files of numbers come as plain bodies, `?fileName=` beside them; refused rows go out as CSV in a language. */
export function createAudienceHttp({
  listImportService,
  listImportOverviewService,
}: {
  listImportService: ListImportService;
  listImportOverviewService: ListImportOverviewService;
}) {
  return (app: Hono<AppEnv>): void => {
    app.post(
      '/files/lists/uploads',
      sessionRoute({ action: 'create', subject: 'CustomerList', act: 'listImports.upload' }),
      async (c) => {
        requireStorable(c.req.query());
        const asked = parseInput(listUploadSchema, c.req.query());
        const { body } = c.req.raw;
        if (body === null) throw new AppError('FILE_MISSING');
        const source = Readable.fromWeb(body);
        try {
          return c.json(await listImportService.upload(c.get('call'), { ...asked, source }));
        } catch (error) {
          await discardRest(source);
          throw error;
        }
      },
    );
    app.get(
      '/files/lists/imports/:id/rejected.csv',
      sessionRoute({ action: 'read', subject: 'CustomerList', act: 'listImports.exportRejected' }),
      async (c) => {
        const id = idSchema.safeParse(c.req.param('id'));
        if (!id.success) throw new AppError('NOT_FOUND');
        const { language } = parseInput(rejectedFileSchema, c.req.query());
        const input = { id: id.data, language };
        return answerTable(c, await listImportOverviewService.rejectedTable(c.get('call'), input), {
          file: 'csv',
        });
      },
    );
  };
}
