import { ACTIONS } from '@xietong/shared/tenants';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Call } from '../access/call';
import { AppError } from '../platform/app-error';
import { systemIds } from '../platform/ids';
import { createAppWorld } from '../testing/app-world';
import type { AppWorld } from '../testing/app-world';
import { audienceCommands } from './audience-commands';
import { runAudited } from './audited-run';
import type { OptionValues } from './command';
import { keyCommand } from './key-command';
import { passwordCommand } from './password-command';

let world: AppWorld;
beforeEach(async () => {
  world = await createAppWorld();
});
afterEach(() => world.close());

/** As the command line runs it, in the name of its machine. */
async function run(name: string, positionals: string[], options: OptionValues): Promise<unknown> {
  const command = [...audienceCommands, keyCommand, passwordCommand].find((each) => each.name === name);
  if (!command) throw new Error(`there is no command ${name}`);
  const { province } = world.tenants;
  const grants = (['Subscriber', 'CustomerList', 'ChannelKey', 'Person', 'Password'] as const).flatMap(
    (subject) => ACTIONS.flatMap((action) => (action === 'approve' ? [] : [{ action, subject }])),
  );
  const callIn = (cityCode?: string): Promise<Call> =>
    cityCode === undefined
      ? Promise.resolve({
          actor: { kind: 'MACHINE', machineId: systemIds.next(), name: 'cli', grants, tenant: province },
          ...{ requestId: systemIds.next(), address: null },
        })
      : Promise.reject(new AppError('CITY_UNKNOWN', { city: cityCode }));
  const { services, audit } = world;
  return runAudited({ command, positionals, options }, { services, callIn }, audit).catch(
    (error: unknown) => error,
  );
}
/** What the log holds of the command line: act, result, code, and what was asked for. */
async function told(): Promise<unknown[]> {
  const { rows } = await world.database.owner.$client.query<{ canonical: string }>(
    `select canonical from audit_event where actor_name = 'cli' order by id`,
  );
  return rows.map(({ canonical }) => {
    const { act, result, code, after } = JSON.parse(canonical) as Record<string, unknown>;
    return result === 'SUCCESS' ? [act, after] : [act, result, code];
  });
}

it('leaves an event of what it read of customers, without their numbers', async () => {
  await run('count', [], { rule: '{"Contract":"15400000001"}', city: '320100' });
  const [event] = await told();
  expect(event).toEqual([
    'subscribers.countByRule',
    { filter: { rule: '{"Contract":"154****0001"}', city: '320100' }, count: 0 },
  ]);
});

it('leaves one event of a refusal or a failure, and none of a command that was called wrongly', async () => {
  await run('reset-password', ['NOBODY-1'], {});
  await run('key create', [], { channel: 'nowhere', cities: '320100' });
  await run('import-list', ['none.csv'], { name: 'x', city: '999999' });
  await run('count', [], { rule: '{' });
  expect(await told()).toEqual([
    ['people.resetPassword', 'REFUSED', 'NOT_FOUND'],
    ['channelKeys.create', 'REFUSED', 'CHANNEL_UNKNOWN'],
    ['listImports.upload', 'REFUSED', 'CITY_UNKNOWN'],
  ]);
});
