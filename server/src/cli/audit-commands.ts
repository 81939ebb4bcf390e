import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import type { AuditCheckView, SignedHead } from '@xietong/shared/audit';
import { AUDIT_LEAST_DAYS, auditRangeSchema, receivedHead } from '@xietong/shared/audit';
import { words } from '../config/words/words';
import { UsageError } from './command';
import type { OptionValues, ServiceCommand } from './command';

const RANGE_OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
} as const;

/** @throws UsageError for what is no range of days */
function rangeOf({ from, to }: OptionValues) {
  const range = auditRangeSchema.safeParse({ from, to });
  if (!range.success) throw new UsageError(words().command.wrong.range);
  return range.data;
}

/**
 * Signed heads of a file, line by line: there may be one for every half minute of years.
 * @throws UsageError for a file that is not there, or a line that is no signed head
 */
async function* headsOf(file: string): AsyncGenerator<SignedHead> {
  if (!existsSync(file)) throw new UsageError(words().command.file.missing(file));
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() === '') continue;
    const head = receivedHead(line);
    if (head === null) throw new UsageError(words().command.wrong.head(number, file));
    yield head;
  }
}

function linesOf(check: AuditCheckView): string[] {
  const { state, findings, findingCount, checked, heads } = check;
  const { audit, command } = words();
  if (state === 'FAILED') return [audit.failed];
  const looked = audit.looked(checked, heads);
  if (state === 'SOUND') return [looked, audit.sound];
  const more = findingCount - findings.length;
  return [
    looked,
    audit.unsound(findingCount),
    ...findings.map((finding) => `  ${audit.finding(finding)}`),
    ...(more > 0 ? [command.list.more(more)] : []),
  ];
}

/** `audit verify`: exit status 1 when anything is not as it was logged. */
const verify: ServiceCommand = {
  kind: 'services',
  name: 'audit verify',
  audited: { act: 'audit.verify', subject: 'AuditEvent' },
  usage: '[--from DAY] [--to DAY] [--heads FILE]',
  positionals: [],
  options: {
    ...RANGE_OPTIONS,
    heads: { type: 'string' },
  },
  async run({ services, callIn }, _, options) {
    const range = rangeOf(options);
    if (options.heads !== undefined && (range.from || range.to))
      throw new UsageError(words().command.wrong.headsOfRange);
    const outside = options.heads === undefined ? [] : headsOf(String(options.heads));
    const check = await services.auditCheckService.verify(await callIn(), range, outside);
    return { data: check, lines: linesOf(check), good: check.state === 'SOUND' };
  },
};

/** `audit pack FILE`. */
const pack: ServiceCommand = {
  kind: 'services',
  name: 'audit pack',
  audited: { act: 'audit.pack', subject: 'AuditEvent' },
  usage: 'FILE [--from DAY] [--to DAY]',
  positionals: ['FILE'],
  options: RANGE_OPTIONS,
  async run({ services, callIn }, [file = ''], options) {
    const range = rangeOf(options);
    if (existsSync(file)) throw new UsageError(words().command.file.present(file));
    const { stream } = await services.auditPackService.make(await callIn(), range);
    await pipeline(stream, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
    const { size } = statSync(file);
    const { keyId } = services.auditProofService.publicKey();
    return {
      data: { file, bytes: size, keyId },
      lines: [words().audit.packed(file, (size / 1024 / 1024).toFixed(1), keyId)],
    };
  },
};

/** `audit archive`: what was kept long enough leaves the database for files. */
const archive: ServiceCommand = {
  kind: 'services',
  name: 'audit archive',
  audited: { act: 'audit.archive', subject: 'AuditEvent', isRepeated: true },
  usage: '--days DAYS',
  positionals: [],
  options: {
    days: { type: 'string', required: true },
  },
  async run({ services, callIn }, _, { days }) {
    const kept = /^\d{1,6}$/.test(String(days)) ? Number(days) : 0;
    if (kept < AUDIT_LEAST_DAYS) throw new UsageError(words().command.wrong.days(AUDIT_LEAST_DAYS));
    const outcome = await services.auditArchiveService.archive(await callIn(), { days: kept });
    return {
      data: outcome,
      lines: outcome.segments.length
        ? outcome.segments.map(({ file, first, end, sha256 }) =>
            words().audit.archived(file, first, end - 1, sha256),
          )
        : [words().audit.nothingOlder(kept)],
    };
  },
};

export const auditCommands = [verify, pack, archive];
