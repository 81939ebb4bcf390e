import { z } from 'zod';
import type { MergedField } from '../inheritance';
import { idSchema } from '../kernel';
import type { Footprint } from './footprint';
import type { PushDeadline, StandardReference, TenantName } from './localisation-view';
import type { VersionState } from './localisation-lifecycle';

const choiceSchema = z.discriminatedUnion('take', [
  z.strictObject({ take: z.literal('MINE') }),
  z.strictObject({ take: z.literal('THEIRS') }),
  z.strictObject({ take: z.literal('EDITED'), value: z.unknown() }),
]);

const MAX_CHOICES_LENGTH = 300_000;

/** `versionId` and `rowVersion` name the version that was merged, `toVersionId` the standard that it moves to. */
export const rebaseSchema = z.strictObject({
  versionId: idSchema,
  rowVersion: z.number().int().min(1),
  toVersionId: idSchema,
  choices: z
    .record(idSchema, choiceSchema)
    .refine((choices) => JSON.stringify(choices).length <= MAX_CHOICES_LENGTH),
});
export type RebaseInput = z.infer<typeof rebaseSchema>;

/** An override as it crosses the wire: a value that is not there is left out. */
interface OverrideView {
  readonly value?: unknown;
  readonly setBy: string;
  readonly reason?: string | undefined;
}

export type MergedFieldView = Omit<MergedField, 'local' | 'merged'> & {
  readonly local: OverrideView | null;
  readonly merged: OverrideView | null;
};

/** Original standard, the city's own, and the new standard, field by field. */
export interface MergeView {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly tenant: TenantName;
  /** The version that would move. */
  readonly version: {
    readonly id: string;
    readonly version: number;
    readonly state: VersionState;
    readonly rowVersion: number;
  };
  readonly from: StandardReference;
  readonly to: StandardReference;
  readonly fields: readonly MergedFieldView[];
  /** Null where the city may move whenever it likes. */
  readonly deadline: PushDeadline | null;
  /** Who has to look at the result before it is live, and why: against what is approved now. */
  readonly footprint: Footprint;
  /** Whether the actor may carry it out now. */
  readonly mayRebase: boolean;
}
