import { channelKeyCreateSchema } from '@xietong/shared/channels';
import { UsageError } from './command';
import type { ServiceCommand } from './command';

/** `key create`: the secret is in its output and nowhere else. */
export const keyCommand: ServiceCommand = {
  kind: 'services',
  name: 'key create',
  usage: '--channel CODE --cities CODES [--name NAME] [--rate N] [--explain] [--demo]',
  help: 'Makes a key by which a channel asks for decisions and reports events. It is shown once.',
  positionals: [],
  options: {
    channel: { type: 'string', required: true, help: 'code of the channel, e.g. web' },
    cities: {
      type: 'string',
      required: true,
      help: 'codes of the cities it may ask for, with commas between',
    },
    name: { type: 'string', help: 'what it is called in the console' },
    rate: { type: 'string', help: 'requests a second, at most' },
    explain: { type: 'boolean', help: 'may ask for the trace of a decision' },
    demo: { type: 'boolean', help: 'its events are marked as demo events' },
  },
  async run({ services, callIn }, _, options) {
    const { channel, cities, name, rate, explain, demo } = options;
    const input = channelKeyCreateSchema.safeParse({
      channel,
      name: name ?? `${String(channel)} (command line)`,
      cities: String(cities)
        .split(',')
        .map((code) => code.trim())
        .filter((code) => code !== ''),
      mayExplain: explain === true,
      demo: demo === true,
      ...(rate === undefined ? {} : { ratePerSecond: Number(rate) }),
    });
    if (!input.success) {
      const problems = input.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
      throw new UsageError(`The key cannot be made.\n  ${problems.join('\n  ')}`);
    }
    const key = await services.channelKeyService.create(await callIn(), input.data);
    return {
      data: key,
      lines: [
        key.secret,
        `Key ${key.id} for ${key.channel} in ${key.cities.join(', ')}. It is not shown again.`,
      ],
    };
  },
};
