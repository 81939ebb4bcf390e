import { z } from 'zod';
import {
  contentFieldSchema,
  fieldRoleSchema,
  MAX_FIELDS,
  policySchema,
  validateStandardContent,
  VALUE_SCHEMAS,
} from '../content';
import type { ContentErrorCode, ContentField, FieldRole, FieldValues } from '../content';
import { idSchema } from '../kernel';
import type { ErrorParams } from '../kernel';
import type { CampaignErrorCode } from './campaign-errors';

const text = (max: number) => z.string().max(max);
const label = text(60);

/**
 * Values as they stand while somebody types: the parts of a value are all there, but a part may
 * still be empty or out of its bounds. Saving never refuses half a sentence; submitting does.
 */
const DRAFT_VALUE_SCHEMAS = {
  ...VALUE_SCHEMAS,
  gift: z.strictObject({
    kind: text(100),
    specification: text(200),
    quantity: z.number().int().min(0).max(1_000_000_000),
    term: text(200),
    manner: text(200),
  }),
  offer: z.strictObject({
    code: text(40),
    name: text(100),
    tariffNumber: text(60),
    priceFen: z.number().int().min(0).max(100_000_000),
  }),
  period: z.strictObject({ from: text(10), to: text(10) }),
} as const satisfies { [R in FieldRole]: z.ZodType<FieldValues[R]> };

const draftFieldSchema = z
  .strictObject({
    id: idSchema,
    role: fieldRoleSchema,
    labels: z.strictObject({ zh: label, en: label }),
    policy: policySchema,
    value: z.unknown(),
  })
  .transform((field, context): ContentField => {
    const value = field.value ?? null;
    const parsed = DRAFT_VALUE_SCHEMAS[field.role].nullable().safeParse(value);
    if (!parsed.success)
      for (const issue of parsed.error.issues)
        context.addIssue({ code: 'custom', message: issue.message, path: ['value', ...issue.path] });
    // The role has chosen the schema that the value has just passed.
    return { ...field, value } as ContentField;
  });

/** Ordered fields of a draft; ids are unique. */
export const draftContentSchema = z
  .array(draftFieldSchema)
  .max(MAX_FIELDS)
  .refine((fields) => new Set(fields.map((field) => field.id)).size === fields.length);

/** What is wrong with a draft and where: null = the campaign as a whole. */
export interface DraftProblem {
  readonly fieldId: string | null;
  readonly code: ContentErrorCode | CampaignErrorCode;
  readonly params?: ErrorParams;
}

const SHAPE_CODES: Partial<Record<FieldRole, CampaignErrorCode>> = {
  offer: 'OFFER_CODE_INVALID',
  gift: 'GIFT_QUANTITY_INVALID',
  period: 'PERIOD_INVALID',
};

function shapeProblem(field: ContentField): DraftProblem | null {
  const { labels, policy } = field;
  const fieldId = field.id;
  if (labels.zh.trim() === '' || labels.en.trim() === '') return { fieldId, code: 'LABEL_REQUIRED' };
  const { minLength, maxLength, minFen, maxFen } = policy.constraint;
  const lengths = minLength !== undefined && maxLength !== undefined && minLength > maxLength;
  const prices = minFen !== undefined && maxFen !== undefined && minFen > maxFen;
  if (lengths || prices) return { fieldId, code: 'CONSTRAINT_RANGE_EMPTY' };
  if (contentFieldSchema.safeParse(field).success) return null;
  return { fieldId, code: SHAPE_CODES[field.role] ?? 'FIELD_WRONG_TYPE' };
}

/** Everything that keeps a draft from being submitted, at most one problem a field; empty = ready. */
export function checkStandardDraft(draft: {
  readonly title: string;
  readonly fields: readonly ContentField[];
}): DraftProblem[] {
  const problems: DraftProblem[] =
    draft.title.trim() === '' ? [{ fieldId: null, code: 'STANDARD_TITLE_REQUIRED' }] : [];
  const named = new Set<string>();
  for (const { fieldId, problem } of validateStandardContent(draft.fields)) {
    if (fieldId !== null) named.add(fieldId);
    problems.push({ fieldId, code: problem.code, ...(problem.params ? { params: problem.params } : {}) });
  }
  for (const field of draft.fields) {
    const problem = named.has(field.id) ? null : shapeProblem(field);
    if (problem) problems.push(problem);
  }
  const order = new Map(draft.fields.map((field, index) => [field.id, index]));
  const rank = ({ fieldId }: DraftProblem) => (fieldId === null ? -1 : (order.get(fieldId) ?? 0));
  return problems.sort((a, b) => rank(a) - rank(b));
}
