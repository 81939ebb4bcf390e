import { z } from 'zod';
import { idempotentShape, idSchema, pageSchema, tenantCodeSchema } from '../kernel';
import { ATTRIBUTE_TYPES } from './attribute-types';

/** Lines that a report names for one column; the others are counted. */
export const REPORTED_LINES = 20;

const count = z.number().int().min(0);
const attributeTypeSchema = z.enum(ATTRIBUTE_TYPES);

const attributeLabelsSchema = z.object({ labelZh: z.string().nullable(), labelEn: z.string().nullable() });
/** What people read instead of an attribute's name in each language; null = the name itself. */
export type AttributeLabels = z.infer<typeof attributeLabelsSchema>;

const namedAttributeSchema = attributeLabelsSchema.extend({ name: z.string() });
/** An attribute by the name that its file gave it, by which rules refer to it for good, and its labels. */
export type NamedAttribute = z.infer<typeof namedAttributeSchema>;

export const attributeDefinitionSchema = namedAttributeSchema.extend({
  type: attributeTypeSchema,
  /** The values of a text with few different ones, else null. */
  choices: z.array(z.string()).nullable(),
});
export type AttributeDefinition = z.infer<typeof attributeDefinitionSchema>;
/** What files tell of an attribute. */
export type FoundAttribute = Omit<AttributeDefinition, keyof AttributeLabels>;

/** Characters of a label. */
export const MAX_ATTRIBUTE_LABEL = 40;
const labelSchema = z
  .string()
  .trim()
  .max(MAX_ATTRIBUTE_LABEL)
  .transform((text) => text.replaceAll(/\s+/gu, ' ') || null)
  .nullable();
/** Both labels of an attribute; a blank one is none. */
export const nameAttributeSchema = z.object({
  name: z.string().min(1).max(200),
  labelZh: labelSchema,
  labelEn: labelSchema,
  /** The labels over which these are written. */
  seen: attributeLabelsSchema,
});
export type NameAttributeInput = z.infer<typeof nameAttributeSchema>;

/** What an import of customers did. */
export const customerReportSchema = z.object({
  rows: count,
  created: count,
  updated: count,
  /** Customers of the file by the city where they are at home now. */
  cities: z.array(z.object({ code: tenantCodeSchema, count })),
  columns: z.array(
    z.object({
      name: z.string(),
      /** null = the column is blank in every row and was left out. */
      type: attributeTypeSchema.nullable(),
      choices: count.nullable(),
      /** Cells without a value: they stay missing. */
      blanks: count,
      blankLines: z.array(count),
    }),
  ),
});
export type CustomerReport = z.infer<typeof customerReportSchema>;

const cityListSchema = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((code) => code.trim())
      .filter((code) => code !== ''),
  )
  .pipe(z.array(tenantCodeSchema).min(1).max(100));

/** The form fields beside the file. */
export const customerImportSchema = z.object({
  idColumn: z.string().trim().min(1).max(200),
  /** Codes with commas between, in the order in which customers are spread over them. */
  cities: cityListSchema,
  ...idempotentShape,
});

/** A file of customers as understood before it is imported; numbers in cells are masked. */
export const customerPreviewSchema = z.object({
  fileName: z.string(),
  encoding: z.string(),
  delimiter: z.string(),
  columns: z.array(z.string()),
  /** The column whose values differ in all rows looked at, if there is one. */
  idColumn: z.string().nullable(),
  rows: z.array(z.object({ line: count, cells: z.array(z.string()) })),
});
export type CustomerPreview = z.infer<typeof customerPreviewSchema>;

export const importedCustomersSchema = z.object({ importId: idSchema, report: customerReportSchema });
export type ImportedCustomers = z.infer<typeof importedCustomersSchema>;

export const customerImportRowSchema = z.object({
  id: idSchema,
  fileName: z.string(),
  report: customerReportSchema,
  createdByName: z.string(),
  createdAt: z.date(),
});
export type CustomerImportRow = z.infer<typeof customerImportRowSchema>;

/** A rule is checked by its own parser, which names the place of a problem. */
export const countByRuleSchema = z.object({
  rule: z.record(z.string(), z.unknown()),
  city: tenantCodeSchema.optional(),
  /** Only those on this version of a list. */
  listVersionId: idSchema.optional(),
});

/** How many customers fit a rule, and attributes of it that no customer is known to have. */
export const ruleCountSchema = z.object({ count, unknownAttributes: z.array(z.string()) });
export type RuleCount = z.infer<typeof ruleCountSchema>;

export const subscribersInputSchema = pageSchema.extend({ city: tenantCodeSchema.optional() });

export const subscriberRowSchema = z.object({
  id: idSchema,
  /** Masked. */
  number: z.string(),
  externalId: z.string().nullable(),
  city: z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string() }),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  updatedAt: z.date(),
});
export type SubscriberRow = z.infer<typeof subscriberRowSchema>;
