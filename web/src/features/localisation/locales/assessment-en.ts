/** The assessment that the law asks for before customers are chosen. */
export const assessment = {
  title: 'Impact assessment',
  why: 'The law asks for an assessment before a list or rule decides who is shown what. It is kept with the version for three years.',
  purpose: 'Purpose and manner',
  purposeHint: 'Why customers are chosen by a list or rule, and what is used for it.',
  purposeSample:
    'For example: to offer data packs to customers who used much in three months, chosen by contract and monthly charge.',
  necessity: 'Necessity and impact',
  necessityHint: 'Why it cannot be shown to everyone, and what it means for customers.',
  necessitySample:
    'For example: others have no use for it and would be disturbed; present tariffs and services stay as they are.',
  safeguards: 'Safeguards',
  safeguardsHint: 'How misuse is prevented, and how customers can refuse.',
  safeguardsSample:
    'For example: the list holds no numbers but hashes of them made with a secret key, and is archived afterwards; customers can refuse personalised offers in the web hall.',
  draft: {
    fill: 'Fill in a first draft',
    own: 'This is a first draft made from the placements; sentences that nobody has changed follow them. Check it, and change what is not so: whoever fills it in answers for it.',
    list: 'a list of customers',
    rule: 'a rule over attributes of customers',
    both: 'a list and a rule over attributes of customers',
    numbers: 'a list of numbers',
    comma: ', ',
    purpose: 'From {from} to {to} customers are chosen by {by}, to be shown “{campaign}”.',
    used: 'What is used: {used}.',
    necessity:
      'Only customers whom the campaign concerns see it, others are not disturbed; present tariffs and services stay as they are.',
    safeguards:
      'Lists hold no numbers, only hashes of them made with a secret key, and show nothing once the window is over; who turns personal recommendations off is no longer chosen by lists or rules.',
  },
};
