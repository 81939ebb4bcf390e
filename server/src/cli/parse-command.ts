import { parseArgs } from 'node:util';
import { words } from '../config/words/words';
import { UsageError } from './command';
import type { Command, OptionValues } from './command';

export interface ParsedCommand {
  command: Command;
  positionals: string[];
  options: OptionValues;
  json: boolean;
}

/**
 * Reads the arguments after `xietong --`. Null = help was asked for.
 * @throws UsageError naming what is unknown, missing or too much
 */
export function parseCommand(
  args: readonly string[],
  commands: readonly Command[],
): ParsedCommand | { help: Command | null } {
  const command = commands.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
  const wantsHelp = args.includes('--help') || args.includes('-h');
  if (wantsHelp || args.length === 0 || args[0] === 'help') return { help: command ?? null };
  if (!command) throw new UsageError(words().command.unknown(args[0] ?? ''));
  const rest = args.slice(command.name.split(' ').length);
  const { values, positionals } = read(command, rest);
  for (const [name, option] of Object.entries(command.options)) {
    if (option.required === true && values[name] === undefined)
      throw new UsageError(`${words().command.optionMissing(name)}\n${usageOf(command)}`);
  }
  if (positionals.length !== command.positionals.length) {
    const said = words().command;
    const expected = command.positionals.length === 0 ? said.noArguments : command.positionals.join(' ');
    throw new UsageError(`${said.takes(command.name, expected)}\n${usageOf(command)}`);
  }
  const { json, ...options } = values;
  return { command, positionals, options, json: json === true };
}

function read(command: Command, args: string[]): { values: OptionValues; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: {
        ...Object.fromEntries(Object.entries(command.options).map(([name, { type }]) => [name, { type }])),
        json: { type: 'boolean' },
      },
      allowPositionals: true,
      strict: true,
    });
    return { values, positionals };
  } catch (error) {
    throw new UsageError(`${misread(error, command)}\n${usageOf(command)}`);
  }
}

/** What Node's parser found wrong, in the terminal's language; its own words are English alone. */
function misread(error: unknown, command: Command): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const named = /'(-[^' ]*)/.exec(message)?.[1] ?? '';
  const said = words().command;
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return said.optionUnknown(named);
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return message;
  const isSwitch = command.options[named.replace(/^--/, '')]?.type !== 'string';
  return isSwitch ? said.optionTakesNoValue(named) : said.optionValueMissing(named);
}

/** One command's line of use. */
function usageOf({ name, usage }: Command): string {
  return words().command.usage([name, usage].filter((part) => part !== '').join(' '));
}

/** The help of one command, or of all. */
export function helpOf(command: Command | null, commands: readonly Command[]): string {
  if (command === null) {
    const width = Math.max(...commands.map(({ name }) => name.length));
    const lines = commands.map(
      ({ name }) => `  ${name.padEnd(width)}  ${words().help[name].does.split('\n')[0] ?? ''}`,
    );
    return [words().command.usageOfAll, '', ...lines, '', words().command.everyCommand].join('\n');
  }
  const width = Math.max(0, ...Object.keys(command.options).map((name) => name.length));
  const help: { does: string; options: Readonly<Record<string, string>> } = words().help[command.name];
  const options = Object.keys(command.options).map(
    (name) => `  --${name.padEnd(width)}  ${help.options[name] ?? ''}`,
  );
  return [usageOf(command), '', help.does, ...(options.length > 0 ? ['', ...options] : [])].join('\n');
}
