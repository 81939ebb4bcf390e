import { DEMO_PASSWORD } from '../../scenarios';
import { mutation } from './mutation-case';
import { REASON } from './things';
import type { Things } from './things';

const keeper = 'JS-SYS-01';
const guard = 'JS-SEC-01';

const somebody = async (things: Things, ...roles: Parameters<Things['person']>[1][]) => {
  const staffId = things.fresh('SOMEBODY');
  return { staffId, id: await things.person(staffId, ...roles) };
};
const idOf = async (things: Things) => ({ id: (await somebody(things, 'OPERATOR')).id });

const functionOf = (name: string) => ({ cityCode: '321300', function: name, reason: REASON });

/** People, their duties, sign-ins and sessions, what cities may do, and what people keep for themselves. */
export const PEOPLE_CASES = [
  mutation('people.create', keeper, (things) => ({
    ...{ staffId: things.fresh('NEW'), name: '新人', tenantCode: '320100' },
  })),
  mutation('people.rename', keeper, async (things) => {
    const { id, staffId } = await somebody(things);
    return { id, name: '改过的名字', seen: staffId };
  }),
  mutation('people.archive', keeper, async (things) => ({ ...(await idOf(things)), reason: REASON })),
  mutation('people.unarchive', keeper, async (things) => {
    const { id } = await somebody(things);
    await things.services.personKeepingService.archive(things.as(keeper), { id, reason: REASON });
    return { id };
  }),
  mutation('people.resetPassword', keeper, idOf),
  mutation('people.unlock', keeper, async (things) => {
    const { id, staffId } = await somebody(things, 'OPERATOR');
    for (let failure = 0; failure < 5; failure += 1) await things.signIn(staffId, 'Not-the-word-154');
    return { id };
  }),
  mutation('people.endSessions', keeper, async (things) => {
    const { id, staffId } = await somebody(things, 'OPERATOR');
    await things.signIn(staffId);
    return { id };
  }),

  mutation('duties.grant', guard, async (things) => ({
    personId: (await somebody(things)).id,
    ...{ tenantCode: '320100', role: 'OPERATOR', firstDay: null, lastDay: null },
  })),
  mutation('duties.end', guard, async (things) => ({
    id: await things.one('select id from duty where person_id = $1', [(await idOf(things)).id]),
  })),
  mutation('cityFunctions.grant', guard, () => functionOf('STORE_ACTIVITIES')),
  mutation('cityFunctions.revoke', guard, () => functionOf('MONITORING')),

  mutation('session.end', 'NJ-OPS-02', async (things) => {
    await things.signIn('NJ-OPS-02');
    const sessions = await things.services.ownSessionService.list(things.as('NJ-OPS-02'));
    const newest = sessions.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
    return { id: newest?.id };
  }),
  mutation('session.changePassword', 'MADE-PASSWORD', async (things) => {
    await things.person('MADE-PASSWORD', 'OPERATOR');
    return { currentPassword: DEMO_PASSWORD, newPassword: 'My-own-word-154' };
  }),
  mutation('session.switchDuty', 'MADE-SWITCH', async (things) => {
    const personId = await things.person('MADE-SWITCH', 'OPERATOR');
    const given = { personId, tenantCode: '320200', role: 'OPERATOR' as const };
    const { id } = await things.services.dutyService.grant(things.as(guard), {
      ...{ ...given, firstDay: null, lastDay: null },
    });
    return { dutyId: id };
  }),

  mutation('notifications.markRead', 'NJ-APR-01', async (things) => {
    const { rows } = await things.services.notificationService.list(things.as('NJ-APR-01'), {
      ...{ page: 1, pageSize: 1, unread: true, kinds: [] },
    });
    return { id: rows[0]?.id };
  }),
  mutation('notifications.markAllRead', 'JS-APR-02'),
  mutation('savedViews.create', 'NJ-OPS-01', (things) => ({
    ...{ list: 'campaigns', name: things.fresh('视图'), query: { text: '手机报' } },
  })),
  mutation('savedViews.update', 'NJ-OPS-01', async (things) => ({
    ...(await savedView(things)),
    query: { text: '流量' },
  })),
  mutation('savedViews.archive', 'NJ-OPS-01', savedView),
  mutation('workbench.visit', 'NJ-OPS-01'),
  mutation('workbench.setGuide', 'NJ-OPS-01', () => ({ hidden: true })),
  mutation('workbench.openStep', 'NJ-OPS-01', () => ({ step: 'MONITOR' })),
];

async function savedView(things: Things): Promise<{ id: string }> {
  const name = things.fresh('视图');
  const { id } = await things.services.viewService.create(things.as('NJ-OPS-01'), {
    ...{ list: 'campaigns', name, query: {} },
  });
  return { id };
}
