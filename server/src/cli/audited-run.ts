import type { CompletionPort, FailurePort, ToldPort } from '../access/audit-port';
import type { Call } from '../access/call';
import { AppError } from '../platform/app-error';
import { UsageError } from './command';
import type { CommandContext, CommandOutput, ServiceCommand } from './command';
import type { ParsedCommand } from './parse-command';

/** Where a command's events go that no service writes. */
type CommandAudit = CompletionPort & FailurePort & ToldPort;

/** A command with what it was called with. */
export type ServiceRun = Pick<ParsedCommand, 'positionals' | 'options'> & { command: ServiceCommand };

/**
 * Runs a command so that it is in the audit log as a procedure is: what it read of personal data, and its refusal or
 * failure under its own name, unless what it did is told already. A command that was called wrongly is no act.
 */
export async function runAudited(
  { command, positionals, options }: ServiceRun,
  context: CommandContext,
  audit: CommandAudit,
): Promise<CommandOutput> {
  const { act, subject, read, isRepeated } = command.audited;
  const calls: Call[] = [];
  const callIn = async (cityCode?: string): Promise<Call> => {
    const made = await context.callIn(cityCode);
    const call = isRepeated ? made : { ...made, act };
    calls.push(call);
    return call;
  };
  const ownCall = async (): Promise<Call> => calls.at(-1) ?? (await callIn());
  const told = { act, subject: { type: subject, id: null } };
  try {
    const output = await command.run({ ...context, callIn }, positionals, options);
    if (read) await audit.completed(await ownCall(), { ...told, after: read(options, output.data) });
    return output;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const known = error instanceof AppError ? error : null;
    // Where nothing can be told of it, as without a database, the error is the first one all the same.
    const call = await ownCall().catch(() => null);
    if (call && !audit.isTold(call))
      await audit.failure({
        ...{ ...told, actor: call.actor, requestId: call.requestId, address: call.address },
        ...{ result: known?.isRefusal ? 'REFUSED' : 'FAILED', code: known?.code ?? 'INTERNAL' },
      });
    throw error;
  }
}
