import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { ChannelApi } from './channel-api';
import { publicRoute } from './session-middleware';

const problemSchema = z
  .object({
    code: z.string().meta({ description: 'What is wrong, for programs' }),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    fields: z.array(
      z.object({
        path: z.string(),
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    ),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' });

/** A refusal, as every route of the API answers one. */
export function problemResponse(description: string) {
  return { description, content: { 'application/json': { schema: problemSchema } } };
}

const DOCS_FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

const DOCS_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Xietong API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <main id="docs"></main>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

const DOCS_START = `window.SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', validatorUrl: null, deepLinking: true });
`;

/** `GET /openapi.json`, generated from the routes' schemas, and `/docs` from files of ours alone. */
export function mountApiDescription(api: ChannelApi, { version }: { version: string }): void {
  api.get('/openapi.json', publicRoute(), (c) =>
    c.json(
      api.getOpenAPI31Document({
        openapi: '3.1.0',
        info: {
          title: 'Xietong',
          version,
          description:
            'What electronic channels ask (what to show at a point, to whom) and report (what customers did).',
        },
      }),
    ),
  );
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  api.get('/docs', publicRoute(), (c) => c.html(DOCS_PAGE));
  api.get('/docs/start.js', publicRoute(), (c) =>
    c.body(DOCS_START, 200, { 'Content-Type': 'text/javascript' }),
  );
  for (const [name, type] of Object.entries(DOCS_FILES))
    api.get(`/docs/${name}`, publicRoute(), async (c) =>
      c.body(await readFile(join(folder, name), 'utf8'), 200, {
        'Content-Type': type,
        'Cache-Control': 'public, max-age=3600',
      }),
    );
}
