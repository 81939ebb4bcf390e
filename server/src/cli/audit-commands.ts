import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import type { AuditCheckView, AuditFinding, SignedHead } from '@xietong/shared/audit';
import { AUDIT_LEAST_DAYS, auditRangeSchema, receivedHead } from '@xietong/shared/audit';
import { UsageError } from './command';
import type { OptionValues, ServiceCommand } from './command';

const RANGE_OPTIONS = {
  from: { type: 'string', help: 'first day, e.g. 2026-11-01; without it from the beginning' },
  to: { type: 'string', help: 'last day, inclusive; without it up to now' },
} as const;

/** @throws UsageError for what is no range of days */
function rangeOf({ from, to }: OptionValues) {
  const range = auditRangeSchema.safeParse({ from, to });
  if (!range.success) throw new UsageError('--from and --to are days of the form 2026-11-01, in this order.');
  return range.data;
}

/**
 * Signed heads of a file, line by line: there may be one for every half minute of years.
 * @throws UsageError for a file that is not there, or a line that is no signed head
 */
async function* headsOf(file: string): AsyncGenerator<SignedHead> {
  if (!existsSync(file)) throw new UsageError(`${file} is not there.`);
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() === '') continue;
    const head = receivedHead(line);
    if (head === null) throw new UsageError(`Line ${String(number)} of ${file} is no signed head.`);
    yield head;
  }
}

const event = (id: string | null) => (id === null ? '' : ` (event ${id})`);
const span = ({ index, other }: AuditFinding) =>
  other === null || other === index
    ? `place ${String(index)}`
    : `places ${String(index)} to ${String(other)}`;

const SENTENCES: Readonly<Record<AuditFinding['kind'], (finding: AuditFinding) => string>> = {
  EVENT_CHANGED: (found) =>
    `changed event at ${span(found)}${event(found.eventId)}` +
    (found.fields.length > 0 ? `: ${found.fields.join(', ')} not as in its text` : ''),
  EVENT_REMOVED: (found) => `removed event at ${span(found)}${event(found.eventId)}`,
  EVENTS_REORDERED: ({ index, other, eventId, otherEventId }) =>
    `reordered events: place ${String(index)}${event(eventId)} and place ${String(other)}${event(otherEventId)} stand at each other's`,
  HEAD_NOT_OURS: () => 'a head of the given file that this installation did not sign',
  EVENT_LOST: ({ eventId }) => `event that was removed before it got its place${event(eventId)}`,
  EVENT_NOT_LOGGED: ({ eventId }) => `event without a place in the log${event(eventId)}`,
  ENTRY_CHANGED: (found) => `changed entry of the log: ${span(found)}${event(found.eventId)}`,
  ENTRY_REMOVED: (found) => `removed entry of the log: ${span(found)}`,
  ENTRY_REDATED: (found) =>
    `changed time of an entry of the log: ${span(found)}${event(found.eventId)} cannot have got its place then`,
  TAIL_CUT: (found) => `cut tail: ${span(found)} were signed and are gone`,
  TILE_CHANGED: (found) => `changed hashes over ${span(found)}`,
  HEAD_CHANGED: ({ index }) => `changed signed head of ${String(index)} entries in the database`,
  HEAD_FILE_CHANGED: ({ index, other }) =>
    index === null
      ? `changed line ${String(other)} in the file of signed heads`
      : `changed file of signed heads, around place ${String(index)}`,
  SEGMENT_MISSING: (found) => `the archive file of ${span(found)} is not there`,
  SEGMENT_CHANGED: (found) => `changed archive file of ${span(found)}`,
  HEAD_FILE_BEHIND: (found) => `the file of signed heads lacks ${span(found)}`,
};

function linesOf(check: AuditCheckView): string[] {
  const { state, findings, findingCount, checked, heads } = check;
  if (state === 'FAILED') return ['The check could not be brought to its end.'];
  const looked = `${String(checked)} events and ${String(heads)} signed heads were looked at.`;
  if (state === 'SOUND') return [looked, 'All of them are as they were logged.'];
  const more = findingCount - findings.length;
  return [
    looked,
    `Not as it was logged, ${String(findingCount)}:`,
    ...findings.map((finding) => `  ${SENTENCES[finding.kind](finding)}`),
    ...(more > 0 ? [`  and ${String(more)} more`] : []),
  ];
}

/** `audit verify`: exit status 1 when anything is not as it was logged. */
const verify: ServiceCommand = {
  kind: 'services',
  name: 'audit verify',
  usage: '[--from DAY] [--to DAY] [--heads FILE]',
  help:
    'Hashes every audit event anew and compares it with the log, its signed heads and their copy in the data folder.\n' +
    'Names what was changed, removed, cut off or put in another order. With --heads it compares the log with heads that\n' +
    'were sent outside, one JSON object a line as they were received: then a tail that was cut here and in the data\n' +
    'folder is named, too.',
  positionals: [],
  options: {
    ...RANGE_OPTIONS,
    heads: { type: 'string', help: 'file of signed heads that were received outside' },
  },
  async run({ services, callIn }, _, options) {
    const range = rangeOf(options);
    if (options.heads !== undefined && (range.from || range.to))
      throw new UsageError('--heads compares the log as a whole: leave out --from and --to.');
    const outside = options.heads === undefined ? [] : headsOf(String(options.heads));
    const check = await services.auditCheckService.verify(await callIn(), range, outside);
    return { data: check, lines: linesOf(check), good: check.state === 'SOUND' };
  },
};

/** `audit pack FILE`. */
const pack: ServiceCommand = {
  kind: 'services',
  name: 'audit pack',
  usage: 'FILE [--from DAY] [--to DAY]',
  help:
    'Writes audit events, signed heads, proofs and the content of then into one new zip file.\n' +
    'Whoever has it checks it offline with plain Node: node verify.mjs.',
  positionals: ['FILE'],
  options: RANGE_OPTIONS,
  async run({ services, callIn }, [file = ''], options) {
    const range = rangeOf(options);
    if (existsSync(file)) throw new UsageError(`${file} is there already. Name another file.`);
    const { stream } = await services.auditPackService.make(await callIn(), range);
    await pipeline(stream, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
    const { size } = statSync(file);
    const { keyId } = services.auditProofService.publicKey();
    return {
      data: { file, bytes: size, keyId },
      lines: [`${file}: ${(size / 1024 / 1024).toFixed(1)} MB, signed with key ${keyId}.`],
    };
  },
};

/** `audit archive`: what was kept long enough leaves the database for files. */
const archive: ServiceCommand = {
  kind: 'services',
  name: 'audit archive',
  usage: '--days DAYS',
  help:
    'Writes audit events older than that many days, 180 at least, into files of the data folder (audit-archive), verifies\n' +
    'each file and then removes its events from the database. The log goes on verifying, with the files.\n' +
    'May be ended at any moment and run again. Copy the files away; they belong to the backup.',
  positionals: [],
  options: {
    days: { type: 'string', required: true, help: 'how long events stay in the database, e.g. 365' },
  },
  async run({ services, callIn }, _, { days }) {
    const kept = /^\d{1,6}$/.test(String(days)) ? Number(days) : 0;
    if (kept < AUDIT_LEAST_DAYS)
      throw new UsageError(
        `--days is a number of days, ${String(AUDIT_LEAST_DAYS)} at least: logs are kept for six months by law.`,
      );
    const outcome = await services.auditArchiveService.archive(await callIn(), { days: kept });
    return {
      data: outcome,
      lines: outcome.segments.length
        ? outcome.segments.map(
            ({ file, first, end, sha256 }) =>
              `${file}: places ${String(first)} to ${String(end - 1)}, SHA-256 ${sha256}`,
          )
        : [`Nothing is older than ${String(kept)} days.`],
    };
  },
};

export const auditCommands = [verify, pack, archive];
