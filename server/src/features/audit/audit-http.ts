import { Readable } from 'node:stream';
import { auditRangeSchema } from '@xietong/shared/audit';
import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env';
import { parseBody } from '../../http/channel-api';
import { sessionRoute } from '../../http/session-middleware';
import type { AuditPackService } from './audit-pack-service';

/** Audit packs as files. */
export function createAuditHttp({ auditPackService }: { auditPackService: AuditPackService }) {
  return (app: Hono<AppEnv>): void => {
    app.post(
      '/files/audit/pack',
      sessionRoute({ action: 'export', subject: 'AuditEvent', act: 'audit.pack' }),
      async (c) => {
        const { name, stream } = await auditPackService.make(
          c.get('call'),
          await parseBody(c.req, auditRangeSchema),
        );
        return c.body(Readable.toWeb(stream) as ReadableStream, 200, {
          'Content-Type': 'application/zip',
          'Content-Disposition': `attachment; filename="audit-pack.zip"; filename*=UTF-8''${encodeURIComponent(name)}`,
          'Cache-Control': 'no-store',
          'X-Content-Type-Options': 'nosniff',
        });
      },
    );
  };
}
