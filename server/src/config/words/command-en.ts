/** How the command line is used, what it refuses, and what its commands say. */
export const words = {
  unknown: (name: string) => `There is no command ${name}. Run without arguments to see all commands.`,
  optionMissing: (name: string) => `--${name} is missing.`,
  takes: (command: string, expected: string) => `${command} takes ${expected}.`,
  noArguments: 'no arguments',
  optionUnknown: (option: string) => `There is no option ${option}.`,
  optionValueMissing: (option: string) => `${option} needs a value behind it.`,
  optionTakesNoValue: (option: string) => `${option} takes no value.`,
  usage: (line: string) => `Usage: npm run xietong -- ${line} [--json]`,
  usageOfAll: 'Usage: npm run xietong -- <command> [options]',
  field: (name: string, wrong: string) => `${name}: ${wrong}`,
  particulars: (text: string, others: string) => `${text} (${others})`,
  names: { minimum: 'at least', maximum: 'at most', operator: 'operator', staffId: 'staff ID' },
  /** The place of a rule as a whole. */
  root: 'the top',
  everyCommand: 'Every command takes --json and --help.',
  file: {
    noFile: (path: string) => `${path} is not a file.`,
    tooLarge: (path: string, megabytes: number) =>
      `${path} is larger than ${String(megabytes)} MB. Split it and import the parts.`,
    unreadable: (path: string, reason: string) => `${path} cannot be read (${reason}).`,
    missing: (path: string) => `${path} is not there.`,
    present: (path: string) => `${path} is there already. Name another file.`,
  },
  wrong: {
    rule: '--rule is not JSON. Put it in single quotes, e.g. \'{"Contract":"Month-to-month"}\'.',
    column: '--column is the place of the column, counted from 1.',
    key: (problems: string) => `The key was not made:\n  ${problems}`,
    range: '--from and --to are days of the form 2026-11-01, in this order.',
    head: (line: number, file: string) => `Line ${String(line)} of ${file} is no signed head.`,
    headsOfRange: '--heads compares the log as a whole: leave out --from and --to.',
    days: (least: number) =>
      `--days is a number of days, ${String(least)} at least: logs are kept for six months by law.`,
  },
  customers: {
    imported: (rows: number, created: number, updated: number) =>
      `${String(rows)} customers: ${String(created)} new, ${String(updated)} updated.`,
    blank: (name: string, blanks: number, lines: string) =>
      `${name}: ${String(blanks)} blank, left missing (lines ${lines}).`,
    noAttribute: (name: string) => `No customer has the attribute ${name}.`,
  },
  list: {
    imported: (rows: number, accepted: number, duplicates: number, rejected: number) =>
      `${String(rows)} rows: ${String(accepted)} numbers, ${String(duplicates)} duplicates, ${String(rejected)} rejected.`,
    rejected: (line: number, reason: string, value: string) => `  line ${String(line)}: ${reason}: ${value}`,
    more: (count: number) => `  and ${String(count)} more`,
    version: (id: string) => `List version ${id}`,
  },
  key: (id: string, channel: string, cities: string) =>
    `Key ${id} for ${channel} in ${cities}. It is not shown again.`,
  password: (staffId: string, name: string) => `Password of ${staffId} ${name}. It is not shown again.`,
  keyName: (channel: string) => `${channel} (command line)`,
  backup: {
    notRecorded: 'It is not in the audit log: the data is not of this program.',
    made: (file: string, files: number, megabytes: string, seconds: number) =>
      `${file}: ${String(files)} files, ${megabytes} MB, in ${String(seconds)} s.`,
    keep: 'It holds the keys: keep it where nobody else can read it, and not on this disk alone.',
    restored: (folder: string, takenAt: string) =>
      `${folder} holds the state of ${takenAt}. Start the service.`,
  },
};
