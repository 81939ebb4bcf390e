/** What is said of placing content: for whom, when, beside what else. */
export const placingTexts = {
  audience: {
    title: 'Audience',
    everyone: 'Everyone',
    list: 'List',
    rule: 'Rule',
    both: 'In the list and matching the rule',
    consent:
      'Lists and rules reach only customers who agreed to personalised offers, and need the impact assessment.',
    toAssessment: 'To the assessment',
    chooseList: 'List',
    notChosen: 'Choose a list',
    noLists: 'There are no lists yet',
    makeList: 'Import a new list',
    countsBoth:
      'The number below is of customers who are on the list and match the rule, whether they agreed to personalised offers or not.',
    listVersion: '{name}, version {version} · {size} numbers',
    inList: 'List “{name}”, version {version}',
    listOpen: 'List: not chosen yet',
    ruleOpen: 'Rule: not complete yet',
    numbers: 'numbers',
    byRule: 'Rule',
    ruleOf: 'Rule of {name}',
    chosenNew: 'The list that was just imported is chosen: {name}, version {version}.',
  },
  competition: {
    also: 'On these days {count} other item is here. | On these days {count} other items are here.',
    capacity:
      'A customer sees {count} at once, by priority, then by weight. | A customer sees {count} at once, by priority, then by weight.',
    campaign: '“{title}” ({tenant}{why})',
    province: 'an item of the province ({tenant}{why})',
    OTHER: 'Before this one: {names}.',
    LOT: 'Takes turns with this one, by customer and day: {names}.',
    THIS: 'After this one: {names}.',
    because: {
      LOCALISED: ', whose place a local version takes',
      TIER: ', by priority',
      LEVER: ', by weight',
    },
    comma: ', ',
  },
  presets: {
    title: 'Common windows',
    week: '7 days',
    fortnight: '14 days',
    month: '30 days',
    period: 'Whole campaign period',
  },
  reach: {
    customers:
      '{count} customer fits at present, and sees it after agreeing to personalised offers. | {count} customers fit at present; those who agreed to personalised offers see it.',
    nobody: 'Nobody matches at present: once live, it would be shown to no one. Check list and rule.',
    failed: 'The count is not available: {problem}',
    list: {
      shown:
        'It can be shown to {count} customer on the list now. | It can be shown to {count} customers on the list now.',
      nobody: 'Nobody on the list would see it now (it can be submitted all the same).',
      unasked:
        'Not asked yet {count}: they neither agreed to personalised offers nor refused, and see it only once they agree in the channel itself.',
      strangers: 'Not customers of this city {count}: unknown numbers, or those of other cities; not shown.',
      blocked:
        'On a blocklist {count}: one of the province or of the city is in force; shown mandatory notices alone.',
      declined: 'Declined {count}: they refused personalised offers; shown in no channel.',
      ordered: 'Ordered already {count}: not shown any more.',
    },
  },
  sameName: {
    title: 'This city already has a campaign of this name',
    text: 'A second one is approved and runs apart from the first. To change the first one, open it.',
    open: 'Open {number} {title}',
  },
};
