export const messages = {
  dictionary: {
    title: 'Content dictionary',
    shipped: 'The dictionary that the product brings (version 0) is in force for the whole province.',
    about: 'Version {version} is in force for the whole province.',
    find: 'Find a word or a law',
    entries: 'Entries',
    entriesText:
      '“最新”, “推荐”, “安全” and “试用” by themselves, comparisons with one’s own former goods, names and trademarks are no violation.',
    rules: 'Names, links and tariffs',
    names: 'Names, in which a word is no violation',
    noNames: 'None',
    domains: 'Allowed domains of links',
    anyDomain: 'None listed: every outside link is warned of',
    tariff: 'Form of tariff numbers',
    try: {
      title: 'Try it',
      label: 'Write a sentence and see what is found',
      hint: 'Checked on this page alone; nothing is kept.',
    },
    entry: {
      word: 'Word',
      kind: 'Kind',
      outcome: 'Outcome',
      unless: 'Not in',
      law: 'Law',
      acts: 'Actions',
      contexts: 'Not where its clause is',
      phrases: 'Longer words that are meant otherwise',
      phrasesHint: 'One a line, for example “顶级域名”.',
      suggestion: 'What to write instead',
    },
    kind: { WORD: 'Word', PATTERN: 'Pattern (RE2)' },
    context: {
      SELF_COMPARISON: 'a comparison with one’s own former goods',
      VISION: 'a philosophy or an aim',
      USAGE_TIP: 'a hint for use',
      LIMIT: 'followed by the number or term that bounds it',
    },
    state: {
      PROPOSED: 'Waits to be confirmed',
      CONFIRMED: 'Confirmed',
      REFUSED: 'Refused',
      WITHDRAWN: 'Taken back',
    },
    change: {
      entry: '{word} ({outcome})',
      added: 'Entries added',
      removed: 'Entries removed',
      changed: 'Entries changed',
      namesAdded: 'Names added',
      namesRemoved: 'Names removed',
      domainsAdded: 'Domains added',
      domainsRemoved: 'Domains removed',
      tariff: 'Form of tariff numbers',
    },
    proposal: {
      title: 'A new version waits',
      text: 'An approver of the province who did not propose it confirms it; it is in force at once.',
      confirm: 'Confirm',
      confirmTitle: 'Confirm the new version?',
      confirmText:
        'Whatever is submitted, approved or published from then on is checked against it; what is live stays.',
      refuse: 'Refuse',
      refuseTitle: 'Refuse the new version?',
      refuseText: 'The present dictionary stays. Its proposer reads your reason.',
      withdraw: 'Take back',
      withdrawTitle: 'Take the new version back?',
      withdrawText: 'The present dictionary stays; what you proposed is your draft again.',
      confirmed: 'The new version is in force',
      refused: 'The new version was refused',
    },
    draft: {
      base: 'Version that is changed',
      there: 'You have changes that were not submitted, saved on {at}.',
      goOn: 'Go on with your changes',
      discard: 'Discard the draft',
      discardTitle: 'Discard this draft?',
      discardText:
        'Whatever you changed and did not submit is gone, and cannot be had back. The present dictionary stays.',
      discarded: 'The draft was discarded',
      outdated: 'Version {version} is in force',
      outdatedText:
        'This draft was made from version {base}. It can be submitted once it stands on version {version}; your changes are kept.',
      takeOver: 'Go on from version {version}',
      both: 'Some entries were changed in both',
      bothText: 'Those of your draft were kept. Look at them before you submit: {words}.',
    },
    compare: {
      title: 'Compare versions',
      counts: '{added} added, {removed} removed, {changed} changed',
      same: 'The two versions say the same.',
      unknownText: 'The address names a version that was not confirmed, or that there is not.',
      latest: 'Compare the latest two',
      unless: 'Not in: {what}',
    },
    history: {
      title: 'Versions',
      version: 'Version',
      reason: 'Reason',
      proposed: 'Proposed',
      decided: 'Decided',
      change: 'Changes',
      show: 'Show changes',
      showOf: 'Show changes: {reason}',
      hide: 'Hide',
      none: 'The dictionary was never changed',
      noneText:
        'Once an operator of the province has changed it and an approver confirmed it, every version stays here.',
    },
    edit: {
      title: 'Change the dictionary',
      text: 'Made from version {version} and saved by itself; once submitted, another person, an approver of the province, confirms it.',
      entry: 'Entry',
      add: 'Add an entry',
      change: 'Change',
      changeOf: 'Change {word}',
      remove: 'Remove',
      cancel: 'Cancel',
      take: 'OK',
      namesHint: 'One a line: places, courts, prizes, products.',
      domainsHint:
        'One a line, each with its sub-domains. While there is none, every outside link is warned of; then no other passes. Write Chinese ones as xn--.',
      tariffHint: 'RE2 syntax; it has to match the whole number.',
      reason: 'Reason',
      propose: 'Submit for confirmation',
      proposed: 'Submitted; an approver of the province confirms it',
    },
  },
  errors: {
    CONTENT_CHECK_BLOCKED:
      'Something in {count} places may not stand, so that this cannot go on. Its author has to change it or give evidence, as it says beside each field, and submit it again.',
    CHECK_WORD: 'A listed word: “{found}”. “{law}” “{suggestion}”',
    CHECK_GIFT_NOT_STATED:
      '“{found}” promises a gift, but nothing states its kind, specification, quantity, term and manner ({law}). Fill in the gift field.',
    CHECK_GIFT_VAGUE:
      'A gift of “{found}” says too little ({law}). Say what is given, how much, for how long and in what manner.',
    CHECK_SMS_SIGNATURE:
      'The message has another signature, {found} ({law}). The signature is added when it is sent: delete this one.',
    CHECK_SMS_REFUSAL:
      '“{found}” is not the prescribed way to refuse ({law}). “拒收请回复R” is added when it is sent: delete this one.',
    CHECK_LINK_DOMAIN:
      '{found} is not among the domains that the province allows ({law}). Use an allowed one, or ask the province to add it to the dictionary.',
    CHECK_LINK_DISGUISED:
      '“{found}” hides where it leads: an IP address, a short link, letters that look alike, or another name before an @ ({law}). Use an allowed domain.',
    CHECK_TARIFF_MALFORMED: '“{found}” is no tariff number ({law}). Enter the published one.',
    CHECK_OFFER_FREE:
      'The price is {found} ({law}). If it is free, set the lowest price of the guard-rail to 0; otherwise enter the price.',
    CHECK_OFFER_NOT_NAMED:
      'The price “{found}” is promoted without an offer and its tariff number ({law}). Add an offer field.',
    DICTIONARY_INVALID: 'The dictionary cannot be used as it is, in {count} places. Mend them as they say.',
    DICTIONARY_WORD_TOO_BROAD:
      '“{word}” is too broad: by itself it would raise many false alarms. Write a longer word.',
    DICTIONARY_WORD_TWICE: '“{word}” is in the dictionary already.',
    DICTIONARY_PATTERN_INVALID: '“{word}” is no pattern that can be used.',
    DICTIONARY_PATTERN_TOO_BROAD:
      'The pattern “{word}” finds “{harmless}” by itself, which would raise many false alarms. Make it say more.',
    DICTIONARY_DOMAIN_TOO_BROAD: 'Anybody can register below “{domain}”. Write the whole domain.',
    DICTIONARY_UNCHANGED: 'It says what the present dictionary says: no new version is needed.',
    DICTIONARY_PROPOSED_ALREADY: 'Another version waits to be confirmed. Propose yours once that is settled.',
    DICTIONARY_OUTDATED:
      'Version {version} of the dictionary is in force by now. Reload the page and go on from that version before you submit.',
    DICTIONARY_REASON_MISSING: 'Say why the dictionary is changed.',
    DICTIONARY_WRONG_STATE: 'This version is settled already. Reload to see how.',
    DICTIONARY_BY_PROPOSER:
      'Nobody confirms a version of their own. Another approver of the province has to confirm it.',
    DICTIONARY_REASON_REQUIRED: 'Say why you refuse.',
  },
};
