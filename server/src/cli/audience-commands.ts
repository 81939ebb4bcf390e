import { MAX_LIST_BYTES } from '@xietong/shared/audiences';
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
  usage: 'FILE --cities CODES --id-column NAME',
  help:
    'Imports a table of customers (CSV with a header) whole or not at all.\n' +
    'A customer goes to a city by the SHA-256 of the id: its first 6 bytes modulo the number of cities, in the order given.\n' +
    'Every customer gets a number on prefix 154; one who is known by the id keeps number and city and is updated.',
  positionals: ['FILE'],
  options: {
    cities: {
      type: 'string',
      required: true,
      help: 'codes of cities with commas between, e.g. 320100,320200',
    },
    'id-column': { type: 'string', required: true, help: 'column that identifies a customer' },
  },
  async run({ services, callIn }, [path = ''], options) {
    const { report } = await services.customerImportService.importCustomers(await callIn(), {
      ...readInputFile(path),
      idColumn: text(options, 'id-column') ?? '',
      cities: codesOf(text(options, 'cities') ?? ''),
    });
    const blank = report.columns.filter((column) => column.blanks > 0);
    return {
      data: report,
      lines: [
        `${report.rows} customers: ${report.created} new, ${report.updated} updated.`,
        ...report.cities.map(({ code, count }) => `  ${code}  ${count}`),
        ...blank.map(({ name, blanks, blankLines }) => {
          const more = blanks > blankLines.length ? ' …' : '';
          return `${name}: ${blanks} blank, left missing (lines ${blankLines.join(', ')}${more}).`;
        }),
      ],
    };
  },
};

const count: ServiceCommand = {
  kind: 'services',
  name: 'count',
  usage: "--rule '{…}' [--city CODE]",
  help: 'Counts the customers for whom a rule over their attributes is true; unknown is not true.',
  positionals: [],
  options: {
    rule: { type: 'string', required: true, help: 'condition as JSON, e.g. {"Contract":"Month-to-month"}' },
    city: { type: 'string', help: 'only customers at home in this city' },
  },
  async run({ services, callIn }, _, options) {
    const found = await services.subscriberService.countByRule(
      await callIn(),
      parseRule(text(options, 'rule') ?? ''),
      text(options, 'city'),
    );
    const strange = found.unknownAttributes.map((name) => `No customer has the attribute ${name}.`);
    return { data: found, lines: [String(found.count), ...strange] };
  },
};

const importList: ServiceCommand = {
  kind: 'services',
  name: 'import-list',
  usage: 'FILE --city CODE --name NAME [--column N] [--blocklist]',
  help: 'Imports a list of mobile numbers (CSV, TXT or XLSX) for a city, whole or not at all; only keyed hashes are kept.',
  positionals: ['FILE'],
  options: {
    city: { type: 'string', required: true, help: 'code of the city that the list belongs to' },
    name: { type: 'string', required: true, help: 'name of the new list' },
    column: {
      type: 'string',
      help: 'column of the numbers, counted from 1; without it the one that holds most',
    },
    blocklist: { type: 'boolean', help: 'its numbers are shown no marketing, from now on' },
  },
  async run({ services, callIn }, [path = ''], options) {
    const imported = await services.listImportService.importFile(await callIn(text(options, 'city')), {
      ...openInputFile(path, MAX_LIST_BYTES),
      name: text(options, 'name'),
      column: parseColumn(text(options, 'column')),
      ...(options.blocklist === true ? { purpose: 'BLOCKLIST' as const } : {}),
    });
    const { rows, accepted, duplicates, rejected } = imported.report;
    return {
      data: imported,
      lines: [
        `${rows} rows: ${accepted} numbers, ${duplicates} duplicates, ${rejected.total} rejected.`,
        ...rejected.first.slice(0, 20).map(({ line, reason, value }) => `  line ${line}: ${reason} ${value}`),
        ...(rejected.total > 20 ? [`  and ${rejected.total - 20} more`] : []),
        `List version ${imported.versionId}`,
      ],
    };
  },
};

function parseRule(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new UsageError(
      '--rule is not JSON. Put it in single quotes, e.g. \'{"Contract":"Month-to-month"}\'.',
    );
  }
}

function parseColumn(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!/^[1-9]\d{0,2}$/.test(given))
    throw new UsageError('--column is the place of the column, counted from 1.');
  return Number(given) - 1;
}

export const audienceCommands = [importCustomers, count, importList];
