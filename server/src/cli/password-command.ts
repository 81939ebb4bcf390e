import { listPeopleSchema } from '@xietong/shared/tenants';
import { words } from '../config/words/words';
import { AppError } from '../platform/app-error';
import type { ServiceCommand } from './command';

/**
 * `reset-password`: the way back for an administrator whom nobody else can let in, as the province's only security
 * administrator. It needs the data folder, as everything of the command line does.
 */
export const passwordCommand: ServiceCommand = {
  kind: 'services',
  name: 'reset-password',
  audited: { act: 'people.resetPassword', subject: 'Person' },
  usage: 'STAFF_ID',
  positionals: ['STAFF_ID'],
  options: {},
  async run({ services, callIn }, [given = '']) {
    const call = await callIn();
    const staffId = given.trim().toUpperCase();
    const { rows } = await services.personListService.list(
      call,
      listPeopleSchema.parse({ text: staffId, page: 1, pageSize: 100 }),
    );
    const person = rows.find((row) => row.staffId === staffId);
    if (!person) throw new AppError('NOT_FOUND', { staffId });
    const reset = await services.signInKeepingService.resetPassword(call, person.id);
    return {
      data: reset,
      lines: [reset.password, words().command.password(reset.staffId, person.name)],
    };
  },
};
