/**
 * What becomes of the campaigns on a standard that the province retires (撤下): what runs of them is
 * paused, or runs to the end of its own window. No word of theirs is touched either way.
 */
export const CHILDREN_FATES = ['PAUSE', 'RUN_OUT'] as const;
export type ChildrenFate = (typeof CHILDREN_FATES)[number];

/** Who retired a standard, when, why, and what was declared for the campaigns on it. `at` is ISO UTC. */
export interface Retirement {
  readonly at: string;
  readonly byName: string;
  readonly reason: string;
  readonly children: ChildrenFate;
}
