/** What is done with marketing points. */
export const pointActs = {
  create: 'Create a marketing point',
  update: 'Edit a marketing point',
  decideFallback: 'Approve or refuse the default content of a marketing point',
  withdrawFallback: 'Take back proposed default content of a marketing point',
};
