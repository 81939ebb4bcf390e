import { channelKeyCreateSchema } from '@xietong/shared/channels';
import { words } from '../config/words/words';
import { fieldErrorsOf } from '../platform/field-errors';
import { UsageError } from './command';
import type { ServiceCommand } from './command';
import { describeFields } from './error-message';

const OPTION_OF_FIELD = {
  channel: '--channel',
  name: '--name',
  cities: '--cities',
  ratePerSecond: '--rate',
} as const;

/** `key create`: the secret is in its output and nowhere else. */
export const keyCommand: ServiceCommand = {
  kind: 'services',
  name: 'key create',
  audited: { act: 'channelKeys.create', subject: 'ChannelKey' },
  usage: '--channel CODE --cities CODES [--name NAME] [--rate N] [--explain] [--demo]',
  positionals: [],
  options: {
    channel: { type: 'string', required: true },
    cities: { type: 'string', required: true },
    name: { type: 'string' },
    rate: { type: 'string' },
    explain: { type: 'boolean' },
    demo: { type: 'boolean' },
  },
  async run({ services, callIn }, _, options) {
    const { channel, cities, name, rate, explain, demo } = options;
    const given = {
      channel,
      name: name ?? words().command.keyName(String(channel)),
      cities: String(cities)
        .split(',')
        .map((code) => code.trim())
        .filter((code) => code !== ''),
      mayExplain: explain === true,
      demo: demo === true,
      ...(rate === undefined ? {} : { ratePerSecond: Number(rate) }),
    };
    const input = channelKeyCreateSchema.safeParse(given);
    if (!input.success) {
      const problems = describeFields(fieldErrorsOf(input.error, given), undefined, OPTION_OF_FIELD);
      throw new UsageError(words().command.wrong.key(problems.join('\n  ')));
    }
    const key = await services.channelKeyService.create(await callIn(), input.data);
    return {
      data: key,
      lines: [key.secret, words().command.key(key.id, key.channel, key.cities.join(', '))],
    };
  },
};
