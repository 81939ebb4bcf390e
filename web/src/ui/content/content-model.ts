import { FIELD_ROLES } from '@xietong/shared/content';
import type { ContentField, FieldRole, FieldValue } from '@xietong/shared/content';

/** STANDARD: whoever makes the standard, every value is open. LOCAL: a city, bound by the policies. */
export type ContentMode = 'STANDARD' | 'LOCAL';

export interface ChannelOption {
  readonly code: string;
  readonly label: string;
}

/** What FormField hands to the control of a field. */
export interface ControlBinding {
  readonly id: string;
  readonly disabled: boolean;
  readonly 'aria-required'?: true | undefined;
  readonly 'aria-invalid'?: true | undefined;
  readonly 'aria-describedby'?: string | undefined;
}

/** Stores an image and answers by what its bytes are found. Rejects with an ApiError. */
export type ImageUpload = (file: File) => Promise<{ sha256: string }>;

/** The field with another value. The caller vouches that the value is one of the role's shape. */
export function withValue(field: ContentField, value: FieldValue): ContentField {
  return { ...field, value } as ContentField;
}

/** Which parts of a constraint mean something for a role. */
const CONSTRAINT_PARTS = {
  headline: ['length', 'choices', 'pattern', 'words'],
  body: ['length', 'choices', 'pattern', 'words'],
  image: ['words'],
  button: ['length', 'choices', 'words', 'domains'],
  link: ['domains'],
  benefit: ['length', 'words'],
  gift: ['words'],
  terms: ['length', 'words'],
  smsText: ['length', 'choices', 'pattern', 'words'],
  offer: ['words', 'price'],
  period: [],
  channels: [],
} as const satisfies Record<FieldRole, readonly ConstraintPart[]>;
export type ConstraintPart = 'length' | 'choices' | 'pattern' | 'words' | 'domains' | 'price';

export function constraintPartsOf(role: FieldRole): readonly ConstraintPart[] {
  return CONSTRAINT_PARTS[role];
}

/** Roles of which more than one field makes sense; renderers show the first of the others alone. */
const REPEATABLE: ReadonlySet<FieldRole> = new Set(['body', 'benefit', 'terms']);

/** Roles that can still be added beside the fields that are there. */
export function addableRoles(fields: readonly ContentField[]): ReadonlySet<FieldRole> {
  const present = new Set(fields.map((field) => field.role));
  return new Set(FIELD_ROLES.filter((role) => REPEATABLE.has(role) || !present.has(role)));
}
