import { MAX_IMAGE_BYTES, sha256Schema } from '@xietong/shared/assets';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { AppEnv } from '../../http/app-env';
import type { BodyAllowance } from '../../http/body-limit';
import { publicRoute, sessionRoute } from '../../http/session-middleware';
import { readUpload } from '../../http/upload';
import { AppError } from '../../platform/app-error';
import type { AssetService } from './asset-service';
import type { ImageBytes } from './image-bytes';

/** The form around an image of the largest size takes less than the rest. */
export const ASSET_BODY_ALLOWANCE: BodyAllowance = {
  prefix: '/files/images',
  bytes: MAX_IMAGE_BYTES + 256 * 1024,
};

function hashOf(c: Context<AppEnv>): string {
  const parsed = sha256Schema.safeParse(c.req.param('sha256'));
  if (!parsed.success) throw new AppError('NOT_FOUND');
  return parsed.data;
}

/** The bytes under a hash never change; `scope` says who may keep a copy. */
function answerImage(c: Context<AppEnv>, image: ImageBytes, scope: 'private' | 'public'): Response {
  return c.body(new Uint8Array(image.data), 200, {
    'Content-Type': image.mime,
    'Content-Length': String(image.data.length),
    'Cache-Control': `${scope}, max-age=31536000, immutable`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Disposition': 'inline',
  });
}

/** Uploads and previews for people, and the images of released content for channels and customers. */
export function createAssetHttp({ assetService }: { assetService: AssetService }) {
  return (app: Hono<AppEnv>): void => {
    app.post(
      '/files/images',
      sessionRoute({ action: 'create', subject: 'Asset', act: 'assets.upload' }),
      async (c) => {
        const { file } = await readUpload(c, z.object({}));
        return c.json(await assetService.upload(c.get('call'), file), 201);
      },
    );
    app.get(
      '/files/images/:sha256',
      sessionRoute({ action: 'read', subject: 'Asset', act: 'assets.read' }),
      async (c) => answerImage(c, await assetService.read(c.get('call'), hashOf(c)), 'private'),
    );
    app.get('/v1/images/:sha256', publicRoute(), async (c) => {
      const image = await assetService.readReleased(hashOf(c));
      // Pages of the channels lie on other sites.
      c.header('Cross-Origin-Resource-Policy', 'cross-origin');
      return answerImage(c, image, 'public');
    });
  };
}
