import { describe, expect, it } from 'vitest';
import { audienceCommands } from './audience-commands';
import { auditCommands } from './audit-commands';
import { backupCommands } from './backup-commands';
import { UsageError } from './command';
import { doctorCommand } from './doctor-command';
import { keyCommand } from './key-command';
import { helpOf, parseCommand } from './parse-command';
import { passwordCommand } from './password-command';

const commands = [
  ...audienceCommands,
  keyCommand,
  passwordCommand,
  ...auditCommands,
  ...backupCommands,
  doctorCommand,
];
const parse = (...args: string[]) => parseCommand(args, commands);

describe('the command line', () => {
  it('reads a command with its file and options', () => {
    const parsed = parse(
      'import-customers',
      'a.csv',
      '--cities',
      '320100,320200',
      '--id-column',
      'customerID',
      '--json',
    );
    expect(parsed).toMatchObject({
      command: { name: 'import-customers' },
      positionals: ['a.csv'],
      options: { cities: '320100,320200', 'id-column': 'customerID' },
      json: true,
    });
  });

  it('knows commands of two words', () => {
    expect(parse('key', 'create', '--channel', 'web', '--cities', '320100', '--demo')).toMatchObject({
      command: { name: 'key create' },
      options: { demo: true },
      json: false,
    });
  });

  it.each([
    [['fly'], 'no command fly'],
    [['key'], 'no command key'],
    [['count'], '--rule is missing'],
    [['import-list', '--city', '320100', '--name', 'x'], 'takes FILE'],
    [['doctor', 'please'], 'takes no arguments'],
    [['count', '--rule', '{}', '--colour', 'red'], 'no option --colour'],
    [['count', '--rule'], '--rule needs a value'],
    [['count', '--rule', '--json'], '--rule needs a value'],
    [['doctor', '--json=1'], '--json takes no value'],
  ])('refuses %j', (args, message) => {
    expect(() => parse(...args)).toThrow(UsageError);
    expect(() => parse(...args)).toThrow(message);
  });

  it('helps with all commands and with each', () => {
    expect(parse()).toEqual({ help: null });
    expect(helpOf(null, commands)).toContain('import-list');
    expect(parse('count', '--help')).toMatchObject({ help: { name: 'count' } });
    for (const command of commands) {
      const help = helpOf(command, commands);
      for (const name of Object.keys(command.options)) expect(help).toMatch(new RegExp(`--${name} +\\S{3}`));
    }
  });
});
