import type { ContentField, FieldPolicy, FieldRole } from '@xietong/shared/content';
import { newId } from '../../../lib/new-id';

/** What most standards want of a role; the maker changes it where not. */
const POLICIES: Record<FieldRole, FieldPolicy> = {
  headline: { kind: 'EDITABLE', constraint: { maxLength: 30 } },
  body: { kind: 'EDITABLE', constraint: { maxLength: 300 } },
  image: { kind: 'EDITABLE', constraint: {} },
  button: { kind: 'EDITABLE', constraint: { maxLength: 10 } },
  link: { kind: 'LOCKED', constraint: {} },
  benefit: { kind: 'APPEND_ONLY', constraint: {} },
  gift: { kind: 'LOCKED', constraint: {} },
  terms: { kind: 'LOCKED', constraint: {} },
  smsText: { kind: 'EDITABLE', constraint: { maxLength: 120 } },
  offer: { kind: 'LOCKED', constraint: {} },
  period: { kind: 'NARROW_ONLY', constraint: {} },
  channels: { kind: 'NARROW_ONLY', constraint: {} },
};

/** An empty field of a role with a policy that suits it. */
export function newField(role: FieldRole, labels: ContentField['labels']): ContentField {
  const { kind, constraint } = POLICIES[role];
  return { id: newId(), role, labels, value: null, policy: { kind, constraint: { ...constraint } } };
}
