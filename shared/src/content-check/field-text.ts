import type { ContentField } from '../content';

/** One text of a field: `part` names it inside the value; '' where the value is the text. */
export interface FieldText {
  readonly fieldId: string;
  readonly role: ContentField['role'];
  /** `label`, `name`, `alt`, `kind` …, or `items.<item id>`. */
  readonly part: string;
  readonly text: string;
}

function parts(field: ContentField): [string, string][] {
  if (field.value === null) return [];
  switch (field.role) {
    case 'headline':
    case 'body':
    case 'terms':
    case 'smsText':
      return [['', field.value]];
    case 'button':
      return [['label', field.value.label]];
    case 'benefit':
      return field.value.items.map(({ id, text }) => [`items.${id}`, text]);
    case 'gift': {
      const { kind, specification, term, manner } = field.value;
      return Object.entries({ kind, specification, term, manner });
    }
    case 'offer':
      return [['name', field.value.name]];
    case 'image':
      return [['alt', field.value.alt]];
    default:
      return [];
  }
}

/** Every text that customers read, in the order of the fields. */
export function textsOfFields(fields: readonly ContentField[]): FieldText[] {
  return fields.flatMap((field) =>
    parts(field).map(([part, text]) => ({ fieldId: field.id, role: field.role, part, text })),
  );
}
