import { createAdaptorServer } from '@hono/node-server';
import { Server } from 'node:http';
import { createServer } from 'node:net';
import { StartupError } from '../config/startup-error';
import { reasonOf } from '../config/words/system-reason';
import { words } from '../config/words/words';

/** What answers requests; a Hono app is one. */
export interface RequestHandler {
  fetch: Parameters<typeof createAdaptorServer>[0]['fetch'];
}

export interface HttpListener {
  /** Where it really listens, for people: `http://127.0.0.1:3000`. */
  url: string;
  port: number;
  /** Takes no new connections, lets running requests end, and cuts what is left after `patienceMs`. */
  close: (patienceMs: number) => Promise<void>;
}

/** @throws StartupError when the port is taken or may not be used */
export async function listen(app: RequestHandler, at: { host: string; port: number }): Promise<HttpListener> {
  const server = createAdaptorServer({ fetch: app.fetch });
  if (!(server instanceof Server)) throw new Error('the listener is not plain HTTP');
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new StartupError(explain(error, at)));
    });
    server.listen(at.port, at.host, resolve);
  });
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : at.port;
  const host = at.host.includes(':') ? `[${at.host}]` : at.host;
  return {
    url: `http://${host}:${port}`,
    port,
    close: (patienceMs) => drain(server, patienceMs),
  };
}

/**
 * Asks for the port and gives it back, so that a start that has to fail does so before any work.
 * @throws StartupError when the port is taken or may not be used
 */
export async function requireFreePort(at: { host: string; port: number }): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => {
      reject(new StartupError(explain(error, at)));
    });
    probe.listen(at.port, at.host, resolve);
  });
  await new Promise((resolve) => probe.close(resolve));
}

async function drain(server: Server, patienceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  server.closeIdleConnections();
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, patienceMs);
  await closed;
  clearTimeout(cut);
}

function explain(error: NodeJS.ErrnoException, { host, port }: { host: string; port: number }): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return words().port.inUse(port);
    case 'EACCES':
      return words().port.notAllowed(port);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return words().port.noAddress(host);
    default:
      return words().port.other(host, port, reasonOf(error));
  }
}
