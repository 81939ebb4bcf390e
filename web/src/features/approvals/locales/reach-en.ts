/** Whom a release reaches, and what it displaces. */
export const reachTexts = {
  lists: {
    title: 'What changes in the lists',
    about:
      'Beside the list that runs now; where none runs, beside the version before of the same list. Counts alone, no numbers.',
    aboutThen:
      'Beside the list that ran when this was answered; where none did, beside the version before of the same list. Counts alone, no numbers.',
    counting: 'Counting the list …',
    version: 'List “{name}”, version {version}',
    live: 'Beside “{name}”, version {version}, which runs now',
    liveThen: 'Beside “{name}”, version {version}, which ran then',
    previous: 'Beside “{name}”, version {version}',
    first: 'There is no list to compare with; everybody is new.',
    size: 'On the list',
    added: 'Added',
    removed: 'Removed',
    kept: 'Kept',
    refused: 'On the list, and not shown it, or not for sure',
    refusedNow: 'On the list, and not shown it, or not for sure (as of now)',
    blocked: 'On a blocklist',
    declined: 'Opted out',
    ordered: 'Have ordered it',
    unasked: 'Never asked',
    strangers: 'No customer of this city',
    why: {
      blocked:
        'On a blocklist in force, of the province or of the city: no channel shows them anything but mandatory notices.',
      declined: 'They opted out of personalised marketing; no channel shows it to them.',
      ordered: 'They have ordered what this content offers; it is not shown to them any more.',
      unasked: 'They neither agreed nor refused; shown only where the channel brings their consent.',
      strangers: 'Not a customer of the city that this is for, or a number that no customer has.',
    },
  },
  rivals: {
    title: 'What else runs in the same places',
    about: 'Approved placements at the same points in the same time, ranked by the rules that serve them.',
    none: 'Nothing else runs at these points in that time.',
    pushes:
      'Others in that time: {total}; {count} of them loses its place. | Others in that time: {total}; {count} of them lose their places.',
    pushesNone:
      '{total} other runs in that time and keeps its place. | {total} others run in that time and keep their places.',
    ahead:
      '{count} goes before this one: customers who fit it see it first. | {count} go before this one: customers who fit them see them first.',
    campaign: 'Campaign',
    point: 'Point',
    window: 'Both run (last day inclusive)',
    first: 'Who goes first',
    province: 'The province’s own',
    capacity: '{count} shown at once | {count} shown at once',
    out: 'Loses its place',
    goes: { THIS: 'After this one', OTHER: 'Before this one', LOT: 'Neither first' },
    because: {
      LOCALISED: 'Same standard: the local version stands for it',
      TIER: 'Different priority',
      LEVER: 'Same priority, different weight',
      LOT: 'Same priority and weight: drawn by customer and day',
    },
    shared: '{count} customer on both lists | {count} customers on both lists',
    more: '{count} more is not listed. | {count} more are not listed.',
  },
};
