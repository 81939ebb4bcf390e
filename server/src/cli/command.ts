import type { Composition } from '../composition';
import type { Config } from '../config/load-config';
import type { Words } from '../config/words/words';
import type { Call } from '../access/call';
import type { SubjectName } from '@xietong/shared/tenants';

/** Exit status of a command that was ended before it was done, as shells know it. */
export const INTERRUPTED = 130;

/** What a command works with once the installation is open. */
export interface CommandContext {
  services: Composition['services'];
  /** A call in the name of the command line, in the province or in one of its cities. */
  callIn: (cityCode?: string) => Promise<Call>;
}

/** What a command has to say: lines for a person, or one value for a program. */
export interface CommandOutput {
  /** Printed by `--json`. */
  data: unknown;
  lines: string[];
  /** False = it ran, and what it looked at is not in order: exit status 1. */
  good?: boolean;
}

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

export interface CommandSpec {
  /** `key create` for a command of two words; its help stands among the words. */
  name: keyof Words['help'];
  /** What stands behind the name, e.g. `FILE --city CODE`. */
  usage: string;
  /** Names of the positional arguments, all required. */
  positionals: readonly string[];
  options: Readonly<Record<string, { type: 'string' | 'boolean'; required?: boolean }>>;
}

/** Works through services, on an open installation. */
export interface ServiceCommand extends CommandSpec {
  kind: 'services';
  /** What it does to what, as the audit log names it: its refusal and its failure stand there, too. */
  audited: {
    act: string;
    subject: SubjectName;
    /** Of a read of personal data, of which no service writes: what was asked for and what was found. */
    read?: (options: OptionValues, data: unknown) => object;
    /** It does this several times over, each with an event of its own. */
    isRepeated?: true;
  };
  run(context: CommandContext, positionals: readonly string[], options: OptionValues): Promise<CommandOutput>;
}

/** Looks at the installation from outside, whatever its state. */
export interface BareCommand extends CommandSpec {
  kind: 'bare';
  run(config: Config, positionals: readonly string[]): Promise<CommandOutput>;
}

export type Command = ServiceCommand | BareCommand;

/** A command that was called wrongly; the message is for a person. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
