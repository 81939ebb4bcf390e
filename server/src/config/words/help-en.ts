/** Help of the command line: of each command what it does, then of each of its options. */
export const words = {
  'import-customers': {
    does:
      'Imports a table of customers (CSV with a header) whole or not at all.\n' +
      'A customer goes to a city by the SHA-256 of the id: its first 6 bytes modulo the number of cities, in the order given.\n' +
      'Every customer gets a number on prefix 154; one who is known by the id keeps number and city and is updated.',
    options: {
      cities: 'codes of cities with commas between, e.g. 320100,320200',
      'id-column': 'column that identifies a customer',
    },
  },
  count: {
    does: 'Counts the customers for whom a rule over their attributes is true; unknown is not true.',
    options: {
      rule: 'condition as JSON, e.g. {"Contract":"Month-to-month"}',
      city: 'only customers at home in this city',
    },
  },
  'import-list': {
    does: 'Imports a list of mobile numbers (CSV, TXT or XLSX) for a city, whole or not at all; only keyed hashes are kept.',
    options: {
      city: 'code of the city that the list belongs to',
      name: 'name of the new list',
      column: 'column of the numbers, counted from 1; without it the one that holds most',
      blocklist: 'its numbers are shown no marketing, from now on',
    },
  },
  'key create': {
    does: 'Makes a key by which a channel asks for decisions and reports events. It is shown once.',
    options: {
      channel: 'code of the channel, e.g. web',
      cities: 'codes of the cities it may ask for, with commas between',
      name: 'what it is called in the console',
      rate: 'requests a second, at most',
      explain: 'may ask for the trace of a decision',
      demo: 'its events are marked as demo events',
    },
  },
  'reset-password': {
    does:
      'Gives a person a password that is shown once and opens nothing but setting another one; their sessions end.\n' +
      'For administrators whom nobody else can help; all others are helped in the console.',
    options: {},
  },
  'audit verify': {
    does:
      'Hashes every audit event anew and compares it with the log, its signed heads and their copy in the data folder.\n' +
      'Names what was changed, removed, cut off or put in another order. With --heads it compares the log with heads that\n' +
      'were sent outside, one JSON object a line as they were received: then a tail that was cut here and in the data\n' +
      'folder is named, too.',
    options: {
      from: 'first day, e.g. 2026-11-01; without it from the beginning',
      to: 'last day, inclusive; without it up to now',
      heads: 'file of signed heads that were received outside',
    },
  },
  'audit pack': {
    does:
      'Writes audit events, signed heads, proofs and the content of then into one new zip file.\n' +
      'Whoever has it checks it offline with plain Node: node verify.mjs.',
    options: {
      from: 'first day, e.g. 2026-11-01; without it from the beginning',
      to: 'last day, inclusive; without it up to now',
    },
  },
  'audit archive': {
    does:
      'Moves audit events older than that many days, 180 at least, from the database into files of the data folder.\n' +
      'Writes files of audit-archive, verifies each and then removes its events. The log goes on verifying, with the files.\n' +
      'May be ended at any moment and run again. Copy the files away; they belong to the backup.',
    options: { days: 'how long events stay in the database, e.g. 365' },
  },
  backup: {
    does:
      'Copies the embedded database and the keys into one new file, beside the running service or alone.\n' +
      'Whoever has the file has every key and every number: it is readable for its owner alone; keep it so.',
    options: {},
  },
  restore: {
    does:
      'Fills an empty data folder from a backup, checks every file, and starts the database once to prove it.\n' +
      'It never replaces data: set XIETONG_DATA to an empty folder, or move the old one away.',
    options: {},
  },
  doctor: {
    does:
      'Checks this installation and says how to mend what is not in order; changes nothing of it.\n' +
      'Exit status 1 if anything fails; a warning tells of what will fail some day.',
    options: {},
  },
};
