import { composeOnClock } from '../compose-on-clock';
import { loadConfig } from '../config/load-config';
import type { Config } from '../config/load-config';
import { speakToPrograms } from '../config/words/words';
import { openInstallation } from '../db/open-installation';
import { AppError } from '../platform/app-error';
import { systemClock } from '../platform/clock';
import { systemIds } from '../platform/ids';
import { failureMessage } from '../platform/failure-message';
import { createLogger } from '../platform/logger';
import type { Logger } from '../platform/logger';
import { endOnSignal } from '../platform/process-end';
import { machineCall, prepareProvince } from '../scenarios';
import { audienceCommands } from './audience-commands';
import { runAudited } from './audited-run';
import type { ServiceRun } from './audited-run';
import { auditCommands } from './audit-commands';
import { backupCommands } from './backup-commands';
import { INTERRUPTED, UsageError } from './command';
import type { Command, CommandOutput } from './command';
import { doctorCommand } from './doctor-command';
import { describeError } from './error-message';
import { keyCommand } from './key-command';
import { passwordCommand } from './password-command';
import { helpOf, parseCommand } from './parse-command';

const COMMANDS: readonly Command[] = [
  ...audienceCommands,
  keyCommand,
  passwordCommand,
  ...auditCommands,
  ...backupCommands,
  doctorCommand,
];

/** Attaches to the running database or starts it for as long as the command takes. */
async function runWithServices(asked: ServiceRun, config: Config, logger: Logger): Promise<CommandOutput> {
  const installation = await openInstallation(config, logger);
  endOnSignal(installation.close, INTERRUPTED);
  const composeOn = composeOnClock(installation, logger, systemIds);
  try {
    const say = (line: string) => {
      console.error(line);
    };
    await prepareProvince(installation, {
      demo: config.demo,
      clock: systemClock,
      ids: systemIds,
      compose: composeOn,
      say,
      logger,
    });
    const { services, directory, audit } = composeOn(systemClock);
    const requestId = systemIds.next();
    const callIn = async (cityCode?: string) => {
      const known = cityCode === undefined || (await directory.idsByCode()).has(cityCode);
      if (!known) throw new AppError('CITY_UNKNOWN', { city: cityCode });
      return machineCall(installation.databases.owner, 'CLI', requestId, cityCode);
    };
    return await runAudited(asked, { services, callIn }, audit);
  } finally {
    await installation.close();
  }
}

async function run(args: readonly string[]): Promise<number> {
  const parsed = parseCommand(args, COMMANDS);
  if ('help' in parsed) {
    console.log(helpOf(parsed.help, COMMANDS));
    return 0;
  }
  const config = loadConfig();
  // The output belongs to the command; what services have to say goes to the other stream.
  const logger = createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel, 2);
  const { command } = parsed;
  const output =
    command.kind === 'bare'
      ? await command.run(config, parsed.positionals)
      : await runWithServices({ ...parsed, command }, config, logger);
  console.log(parsed.json ? JSON.stringify(output.data) : output.lines.join('\n'));
  return output.good === false ? 1 : 0;
}

/** Errors go to stderr; with `--json` as one object with the code. */
function report(error: unknown, json: boolean): void {
  const code = error instanceof AppError ? error.code : error instanceof UsageError ? 'USAGE' : 'FAILED';
  const message = messageOf(error);
  if (!json) console.error(message);
  else
    console.error(JSON.stringify({ code, message, params: error instanceof AppError ? error.params : {} }));
}

function messageOf(error: unknown): string {
  if (error instanceof AppError) return describeError(error);
  return error instanceof UsageError ? error.message : (failureMessage(error) ?? String(error));
}

/**
 * Runs the command that stands in `args` and prints what it has to say.
 * @returns the exit status: 0, or 1 when it failed or found something that is not in order
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  // what programs read is the same in every terminal
  if (json) speakToPrograms();
  try {
    return await run(args);
  } catch (error) {
    report(error, json);
    return 1;
  }
}
