import { listen } from '../../platform/http-listener';
import { DEMO_PASSWORD } from '../../scenarios';
import { createDemoWorld } from '../demo-world';
import { cookiesOf } from '../session-world';
import { createThings } from './things';

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly requestId: string;
}

/** The demo province on a port of its own, which its people change through the console's procedures. */
export async function createMutationWorld() {
  let url = '';
  const world = await createDemoWorld(() => url);
  const listener = await listen(world.app, { host: '127.0.0.1', port: 0 });
  ({ url } = listener);
  await world.composition.demoKeys.ensure();
  const cookies = new Map<string, Promise<string>>();

  async function signIn(staffId: string, password = DEMO_PASSWORD): Promise<Response> {
    return world.app.request('/api/auth/sign-in/username', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: staffId, password }),
    });
  }

  async function signedIn(staffId: string): Promise<string> {
    const response = await signIn(staffId);
    if (!response.ok) throw new Error(`the sign-in of ${staffId} answered ${String(response.status)}`);
    return cookiesOf(response);
  }
  /** Many calls at once of one person sign in once. */
  async function cookieOf(staffId: string): Promise<string> {
    const known = cookies.get(staffId) ?? signedIn(staffId);
    cookies.set(staffId, known);
    return known;
  }

  return {
    ...world,
    things: createThings(world, signIn),
    /** Calls a mutation as the console does, in the name of somebody who signs in for it. */
    async call(path: string, staffId: string, input: object): Promise<Answered> {
      const response = await world.app.request(`/trpc/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: await cookieOf(staffId) },
        body: JSON.stringify(input),
      });
      const requestId = response.headers.get('x-request-id') ?? '';
      return { status: response.status, text: await response.text(), requestId };
    },
    /** What the audit log holds of one request, the oldest first. */
    async eventsOf(requestId: string): Promise<{ act: string; result: string; by: string }[]> {
      const { rows } = await world.database.owner.$client.query<{ act: string; result: string; by: string }>(
        `select act, result, actor_name as by from audit_event where request_id = $1 order by at, id`,
        [requestId],
      );
      return rows;
    },
    /** Once what was begun in the background is over. */
    async close(): Promise<void> {
      const { auditCheckService } = world.composition.services;
      const isRunning = async () =>
        (await auditCheckService.list(world.as('JS-AUD-01'))).some(({ state }) => state === 'RUNNING');
      while (await isRunning()) await new Promise((resolve) => setTimeout(resolve, 50));
      await listener.close(1_000);
      await world.database.close();
    },
  };
}
export type MutationWorld = Awaited<ReturnType<typeof createMutationWorld>>;
