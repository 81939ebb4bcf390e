/** What a placement is made of. */
export const placementFields = {
  pointCode: 'Point',
  firstDay: 'First day',
  lastDay: 'Last day',
  tier: 'Priority',
  lever: 'Weight',
  listVersionId: 'List version',
  rule: 'Rule',
  aim: 'Audience',
};

/** By what a placement aims. */
export const aims = {
  everyone: 'Everyone',
  list: 'List',
  rule: 'Rule',
  both: 'In the list and matching the rule',
};
