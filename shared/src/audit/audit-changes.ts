import { sameJson } from '../kernel';
import type { FieldChange } from './audit-view';
import type { JsonValue } from './audit-redaction';

type Fields = Readonly<Record<string, JsonValue>> | null;

/** An event's two states as a list of fields that differ, by name. */
export function fieldChanges(before: Fields, after: Fields): FieldChange[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  return names
    .map((field) => ({ field, before: before?.[field] ?? null, after: after?.[field] ?? null }))
    .filter((change) => !sameJson(change.before, change.after));
}
