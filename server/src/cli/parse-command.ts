import { parseArgs } from 'node:util';
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
  if (!command)
    throw new UsageError(`There is no command ${args[0] ?? ''}. Run without arguments to see all commands.`);
  const rest = args.slice(command.name.split(' ').length);
  const { values, positionals } = read(command, rest);
  for (const [name, option] of Object.entries(command.options)) {
    if (option.required === true && values[name] === undefined)
      throw new UsageError(`--${name} is missing.\n${usageOf(command)}`);
  }
  if (positionals.length !== command.positionals.length) {
    const expected = command.positionals.length === 0 ? 'no arguments' : command.positionals.join(' ');
    throw new UsageError(`${command.name} takes ${expected}.\n${usageOf(command)}`);
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
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usageOf(command)}`);
  }
}

/** One command's line of use. */
function usageOf({ name, usage }: Command): string {
  return `Usage: npm run xietong -- ${[name, usage].filter((part) => part !== '').join(' ')} [--json]`;
}

/** The help of one command, or of all. */
export function helpOf(command: Command | null, commands: readonly Command[]): string {
  if (command === null) {
    const width = Math.max(...commands.map(({ name }) => name.length));
    const lines = commands.map(({ name, help }) => `  ${name.padEnd(width)}  ${help.split('\n')[0] ?? ''}`);
    return [
      'Usage: npm run xietong -- <command> [options]',
      '',
      ...lines,
      '',
      'Every command takes --json and --help.',
    ].join('\n');
  }
  const width = Math.max(0, ...Object.keys(command.options).map((name) => name.length));
  const options = Object.entries(command.options).map(
    ([name, { help }]) => `  --${name.padEnd(width)}  ${help}`,
  );
  return [usageOf(command), '', command.help, ...(options.length > 0 ? ['', ...options] : [])].join('\n');
}
