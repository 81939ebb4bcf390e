export { grantAssets } from './asset-abilities';
export { checkConstraint, isPatternValid, linkHost } from './content-constraint';
export type { ContentProblem } from './content-constraint';
export { CONTENT_ERRORS } from './content-errors';
export type { ContentErrorCode } from './content-errors';
export { resolveContent, sparseOverrides } from './content-resolution';
export type { ResolvedContent } from './content-resolution';
export {
  constraintSchema,
  contentFieldSchema,
  contentSchema,
  FIELD_ROLES,
  fieldRoleSchema,
  MAX_FIELDS,
  MAX_GIFT_QUANTITY,
  offerValueSchema,
  overrideSchema,
  POLICY_KINDS,
  policySchema,
  SHA256_HEX,
  VALUE_SCHEMAS,
} from './content-schema';
export type {
  BenefitValue,
  ButtonValue,
  Constraint,
  ContentField,
  FieldPolicy,
  FieldRole,
  FieldValue,
  FieldValues,
  GiftValue,
  ImageValue,
  OfferValue,
  Override,
  Overrides,
  PeriodValue,
  PolicyKind,
} from './content-schema';
export {
  isUnfilled,
  policiesForRole,
  unfilledRequiredLocal,
  validateResolvedContent,
  validateStandardContent,
} from './content-validation';
export type { FieldProblem } from './content-validation';
