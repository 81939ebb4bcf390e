import type { EarlierComment } from '@xietong/shared/approvals';
import type { InjectionKey, Ref } from 'vue';

/** What approvers said of the fields of a form, by id of the field. */
export type FieldComments = Ref<ReadonlyMap<string, readonly EarlierComment[]>>;

/** A form whose content came back puts the comments here; each field then shows its own. */
export const FIELD_COMMENTS: InjectionKey<FieldComments> = Symbol('comments');

/** Comments by the field that they are about. */
export function commentsByField<T extends { readonly field: { readonly id: string } }>(
  comments: readonly T[],
): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const comment of comments)
    found.set(comment.field.id, [...(found.get(comment.field.id) ?? []), comment]);
  return found;
}
