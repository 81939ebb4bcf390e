import { disclosureFileSchema } from '@xietong/shared/disclosures';
import { idSchema } from '@xietong/shared/kernel';
import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env';
import { parseBody } from '../../http/channel-api';
import { sessionRoute } from '../../http/session-middleware';
import { AppError } from '../../platform/app-error';
import type { DisclosureTaking } from './disclosure-taking';

/** The numbers of a list as a file, to whom they were authorised for. */
export function createDisclosureHttp({ disclosureTaking }: { disclosureTaking: DisclosureTaking }) {
  return (app: Hono<AppEnv>): void => {
    app.post(
      '/files/disclosures/:id/numbers',
      sessionRoute({ action: 'export', subject: 'Disclosure', act: 'disclosures.download' }),
      async (c) => {
        const id = idSchema.safeParse(c.req.param('id'));
        if (!id.success) throw new AppError('NOT_FOUND');
        const { language } = await parseBody(c.req, disclosureFileSchema);
        const { name, body } = await disclosureTaking.download(c.get('call'), id.data, language);
        return c.body(body, 200, {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': `attachment; filename="numbers.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
          'Cache-Control': 'no-store',
          'X-Content-Type-Options': 'nosniff',
        });
      },
    );
  };
}
