import type { ContentField, FieldRole, FieldValue } from '@xietong/shared/content';

/** A locked field of content, named by its role. */
export const contentField = (role: FieldRole, value: FieldValue): ContentField =>
  ({
    id: role,
    role,
    labels: { zh: role, en: role },
    policy: { kind: 'LOCKED', constraint: {} },
    value,
  }) as ContentField;
