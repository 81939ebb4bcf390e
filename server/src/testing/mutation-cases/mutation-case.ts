import type { DemoStaffId } from '../../scenarios/demo-people-zh';
import type { Things } from './things';

/** A call of a mutation that succeeds. */
export interface MutationCase {
  /** Path of the procedure. */
  readonly path: string;
  /** What is special about this one, where a procedure has several. */
  readonly when?: string;
  /** Who calls: the demo's staff, or somebody whom `input` makes. */
  readonly by: DemoStaffId | `MADE-${string}`;
  /** Makes what the call is about. */
  readonly input: (things: Things) => object | Promise<object>;
  /** Acts of what follows from it for other things, once for each of them. */
  readonly follows?: readonly string[];
  readonly makes?: Made;
  /** Sent five times at once it does its thing once. */
  readonly once?: true;
}

/** What a form makes: a case with it is sent again under one idempotency key, too. */
export interface Made {
  /** Where it stands, a row each. */
  readonly table: string;
  /** The same form with something else in it. */
  readonly other: object;
  /** Somebody else who may send the very same, if there is anybody. */
  readonly neighbour?: DemoStaffId;
  /** Refuses what is sent again, where the first answer cannot be given twice. */
  readonly refusal?: string;
}

type Rest = Pick<MutationCase, 'when' | 'follows' | 'makes' | 'once'>;

/** One line of a table of cases. */
export function mutation(
  path: string,
  by: MutationCase['by'],
  input: MutationCase['input'] = () => ({}),
  rest: Rest = {},
): MutationCase {
  return { path, by, input, ...rest };
}
