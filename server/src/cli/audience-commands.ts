import { listNameSchema, MAX_LIST_BYTES, rejectionTextsIn } from '@xietong/shared/audiences';
import { redactFilter } from '@xietong/shared/audit';
import { z } from 'zod';
import { terminalLanguage, words } from '../config/words/words';
import { parseInput } from '../platform/field-errors';
import { UsageError } from './command';
import type { OptionValues, ServiceCommand } from './command';
import { openInputFile, readInputFile } from './input-file';

const text = (options: OptionValues, name: string): string | undefined => {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
};
const codesOf = (value: string): string[] =>
  value
    .split(',')
    .map((code) => code.trim())
    .filter((code) => code !== '');

const importCustomers: ServiceCommand = {
  kind: 'services',
  name: 'import-customers',
  audited: { act: 'subscribers.import', subject: 'Subscriber' },
  usage: 'FILE --cities CODES --id-column NAME',
  positionals: ['FILE'],
  options: {
    cities: { type: 'string', required: true },
    'id-column': { type: 'string', required: true },
  },
  async run({ services, callIn }, [path = ''], options) {
    const { report } = await services.customerImportService.importCustomers(await callIn(), {
      ...readInputFile(path),
      idColumn: text(options, 'id-column') ?? '',
      cities: codesOf(text(options, 'cities') ?? ''),
    });
    const said = words().command.customers;
    const blank = report.columns.filter((column) => column.blanks > 0);
    return {
      data: report,
      lines: [
        said.imported(report.rows, report.created, report.updated),
        ...report.cities.map(({ code, count }) => `  ${code}  ${count}`),
        ...blank.map(({ name, blanks, blankLines }) => {
          const more = blanks > blankLines.length ? ' …' : '';
          return said.blank(name, blanks, `${blankLines.join(', ')}${more}`);
        }),
      ],
    };
  },
};

const countedSchema = z.object({ count: z.number() });

const count: ServiceCommand = {
  kind: 'services',
  name: 'count',
  audited: {
    ...{ act: 'subscribers.countByRule', subject: 'Subscriber' },
    // A rule may be so narrow that one customer is left.
    read: ({ rule, city }, data) => ({ filter: redactFilter({ rule, city }), ...countedSchema.parse(data) }),
  },
  usage: "--rule '{…}' [--city CODE]",
  positionals: [],
  options: {
    rule: { type: 'string', required: true },
    city: { type: 'string' },
  },
  async run({ services, callIn }, _, options) {
    const found = await services.subscriberService.countByRule(
      await callIn(),
      parseRule(text(options, 'rule') ?? ''),
      text(options, 'city'),
    );
    const strange = found.unknownAttributes.map((name) => words().command.customers.noAttribute(name));
    return { data: found, lines: [String(found.count), ...strange] };
  },
};

const NAMED = z.object({ name: listNameSchema });

const importList: ServiceCommand = {
  kind: 'services',
  name: 'import-list',
  audited: { act: 'listImports.upload', subject: 'CustomerList' },
  usage: 'FILE --city CODE --name NAME [--column N] [--blocklist]',
  positionals: ['FILE'],
  options: {
    city: { type: 'string', required: true },
    name: { type: 'string', required: true },
    column: { type: 'string' },
    blocklist: { type: 'boolean' },
  },
  async run({ services, callIn }, [path = ''], options) {
    // by the same rule as in the console, before anything is read
    const { name } = parseInput(NAMED, { name: text(options, 'name') });
    const imported = await services.listImportService.importFile(await callIn(text(options, 'city')), {
      ...openInputFile(path, MAX_LIST_BYTES),
      name,
      column: parseColumn(text(options, 'column')),
      ...(options.blocklist === true ? { purpose: 'BLOCKLIST' as const } : {}),
    });
    const { rows, accepted, duplicates, rejected } = imported.report;
    const said = words().command.list;
    const why = rejectionTextsIn(terminalLanguage()).reason;
    return {
      data: imported,
      lines: [
        said.imported(rows, accepted, duplicates, rejected.total),
        ...rejected.first
          .slice(0, 20)
          .map(({ line, reason, value }) => said.rejected(line, why[reason], value)),
        ...(rejected.total > 20 ? [said.more(rejected.total - 20)] : []),
        said.version(imported.versionId),
      ],
    };
  },
};

function parseRule(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new UsageError(words().command.wrong.rule);
  }
}

function parseColumn(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!/^[1-9]\d{0,2}$/.test(given)) throw new UsageError(words().command.wrong.column);
  return Number(given) - 1;
}

export const audienceCommands = [importCustomers, count, importList];
