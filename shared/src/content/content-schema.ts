import { z } from 'zod';
import { idSchema, localDateSchema } from '../kernel';

/** Closed list of what a field is for; renderers read roles, never labels. */
export const FIELD_ROLES = [
  'headline',
  'body',
  'image',
  'button',
  'link',
  'benefit',
  'gift',
  'terms',
  'smsText',
  'offer',
  'period',
  'channels',
] as const;
export type FieldRole = (typeof FIELD_ROLES)[number];
export const fieldRoleSchema = z.enum(FIELD_ROLES);

export const POLICY_KINDS = ['LOCKED', 'EDITABLE', 'REQUIRED_LOCAL', 'APPEND_ONLY', 'NARROW_ONLY'] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

const text = (max: number) => z.string().max(max);

export const SHA256_HEX = /^[0-9a-f]{64}$/;

export const imageValueSchema = z.strictObject({
  sha256: z.string().regex(SHA256_HEX),
  alt: text(200),
});
export const buttonValueSchema = z.strictObject({ label: text(40), href: text(2000) });
export const benefitValueSchema = z.strictObject({
  items: z.array(z.strictObject({ id: idSchema, text: text(200) })).max(30),
});
export const MAX_GIFT_QUANTITY = 100_000_000;
/** Advertising Law, article 8: a gift states kind, specification, number, term and manner. */
export const giftValueSchema = z.strictObject({
  kind: text(100),
  specification: text(200),
  quantity: z.number().int().min(1).max(MAX_GIFT_QUANTITY),
  term: text(200),
  manner: text(200),
});
/** `tariffNumber` is the number under which the tariff is published; money is integer fen. */
export const offerValueSchema = z.strictObject({
  code: z.string().regex(/^[A-Za-z0-9_.-]{1,40}$/),
  name: text(100),
  tariffNumber: text(60),
  priceFen: z.number().int().min(0).max(100_000_000),
});
/** Calendar dates in Asia/Shanghai, the last one inclusive. */
export const periodValueSchema = z
  .strictObject({ from: localDateSchema, to: localDateSchema })
  .refine((period) => period.from <= period.to, { path: ['to'] });
const channelsValueSchema = z.array(z.string().regex(/^[a-z0-9-]{1,30}$/)).max(30);

/** Shape of a filled value, by role. An unfilled value is null. */
export const VALUE_SCHEMAS = {
  headline: text(200),
  body: text(5000),
  image: imageValueSchema,
  button: buttonValueSchema,
  link: text(2000),
  benefit: benefitValueSchema,
  gift: giftValueSchema,
  terms: text(10_000),
  smsText: text(1000),
  offer: offerValueSchema,
  period: periodValueSchema,
  channels: channelsValueSchema,
} as const satisfies Record<FieldRole, z.ZodType>;

export type ImageValue = z.infer<typeof imageValueSchema>;
export type ButtonValue = z.infer<typeof buttonValueSchema>;
export type BenefitValue = z.infer<typeof benefitValueSchema>;
export type GiftValue = z.infer<typeof giftValueSchema>;
export type OfferValue = z.infer<typeof offerValueSchema>;
export type PeriodValue = z.infer<typeof periodValueSchema>;
export type FieldValues = { [R in FieldRole]: z.infer<(typeof VALUE_SCHEMAS)[R]> };
export type FieldValue = FieldValues[FieldRole] | null;

/** Guard-rail of a field. Lengths in Unicode code points, money in fen. Absent means unbounded. */
export const constraintSchema = z.strictObject({
  minLength: z.number().int().min(0).max(10_000).optional(),
  maxLength: z.number().int().min(1).max(10_000).optional(),
  choices: z.array(text(200)).min(1).max(50).optional(),
  /** RE2 syntax: matching takes linear time. */
  pattern: text(200).optional(),
  /** Hosts that links may lead to; a host allows its sub-domains. */
  linkDomains: z
    .array(z.string().regex(/^[a-z0-9.-]{1,253}$/))
    .min(1)
    .max(50)
    .optional(),
  forbiddenWords: z.array(z.string().min(1).max(50)).max(200).optional(),
  minFen: z.number().int().min(0).optional(),
  maxFen: z.number().int().min(0).optional(),
});
export type Constraint = z.infer<typeof constraintSchema>;

export const policySchema = z.strictObject({
  kind: z.enum(POLICY_KINDS),
  constraint: constraintSchema,
});
export type FieldPolicy = z.infer<typeof policySchema>;

const fieldHead = {
  id: idSchema,
  labels: z.strictObject({ zh: z.string().min(1).max(60), en: z.string().min(1).max(60) }),
  policy: policySchema,
};

function fieldOf<R extends FieldRole, V extends z.ZodType>(role: R, value: V) {
  return z.strictObject({ ...fieldHead, role: z.literal(role), value: value.nullable() });
}

/** One field of a campaign's content: what it is for, what it says, and what a city may do to it. */
export const contentFieldSchema = z.discriminatedUnion('role', [
  fieldOf('headline', VALUE_SCHEMAS.headline),
  fieldOf('body', VALUE_SCHEMAS.body),
  fieldOf('image', VALUE_SCHEMAS.image),
  fieldOf('button', VALUE_SCHEMAS.button),
  fieldOf('link', VALUE_SCHEMAS.link),
  fieldOf('benefit', VALUE_SCHEMAS.benefit),
  fieldOf('gift', VALUE_SCHEMAS.gift),
  fieldOf('terms', VALUE_SCHEMAS.terms),
  fieldOf('smsText', VALUE_SCHEMAS.smsText),
  fieldOf('offer', VALUE_SCHEMAS.offer),
  fieldOf('period', VALUE_SCHEMAS.period),
  fieldOf('channels', VALUE_SCHEMAS.channels),
]);
export type ContentField = z.infer<typeof contentFieldSchema>;

export const MAX_FIELDS = 60;

/** Ordered fields; ids are unique. */
export const contentSchema = z
  .array(contentFieldSchema)
  .max(MAX_FIELDS)
  .refine((fields) => new Set(fields.map((field) => field.id)).size === fields.length);

/** A city's own value for one field of its standard. */
export const overrideSchema = z.strictObject({
  value: z.unknown(),
  setBy: z.string().max(100),
  reason: text(500).optional(),
});
export type Override = z.infer<typeof overrideSchema>;

/** Sparse: only the fields that a city changed, by field id. */
export type Overrides = Readonly<Record<string, Override>>;
