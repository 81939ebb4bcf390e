export { attributeTitles, takenLabels } from './attribute-labels';
export {
  ATTRIBUTE_TYPES,
  attributeValue,
  createColumnObserver,
  MAX_CHOICES,
  mergeAttributeTypes,
  mergeChoices,
} from './attribute-types';
export type { AttributeType, AttributeValue, ColumnObserver, ObservedColumn } from './attribute-types';
export { cityOf } from './city-assignment';
export { grantSubscribers } from './subscriber-abilities';
export { SUBSCRIBER_ERRORS } from './subscriber-errors';
export type { SubscriberErrorCode } from './subscriber-errors';
export {
  attributeDefinitionSchema,
  countByRuleSchema,
  customerImportRowSchema,
  customerImportSchema,
  customerPreviewSchema,
  customerReportSchema,
  importedCustomersSchema,
  MAX_ATTRIBUTE_LABEL,
  nameAttributeSchema,
  REPORTED_LINES,
  ruleCountSchema,
  subscriberRowSchema,
  subscribersInputSchema,
} from './subscriber-schema';
export type {
  AttributeDefinition,
  AttributeLabels,
  CustomerImportRow,
  CustomerPreview,
  CustomerReport,
  FoundAttribute,
  ImportedCustomers,
  NameAttributeInput,
  NamedAttribute,
  RuleCount,
  SubscriberRow,
} from './subscriber-schema';
