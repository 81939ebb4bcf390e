/** Whom a placement is for. */
export const audience = {
  everyone: 'All customers',
  both: 'Customers who are in the list and fit the rule',
  list: 'List “{name}”',
  people: 'people',
  digest: 'List hash',
  known: 'Registered customers:',
  knownNow: 'Registered customers, as of now:',
  shownTo: 'On the list and reachable now:',
  shownToNow: 'On the list and reachable, as of now:',
  fits: 'Matching the rule now:',
  fitsOnList: 'On the list and matching the rule now:',
  fitsNow: 'Matching the rule, as of now:',
  fitsOnListNow: 'On the list and matching the rule, as of now:',
  notCounted: 'cannot be counted right now',
};

/** What may be done to each field, and whether it keeps to that. */
export const rails = {
  title: 'Guard-rails',
  kept: 'No field | The field keeps its guard-rails. | All {count} fields keep their guard-rails.',
  broken:
    'None | Guard-rails are broken at {count} place: it cannot be approved. | Guard-rails are broken at {count} places: it cannot be approved.',
  each: 'Field by field',
  field: 'Field',
  rail: 'Guard-rail',
  result: 'Result',
  keeps: 'kept',
  otherField: 'A field that the standard has no more',
  whole: 'The whole submission',
};
