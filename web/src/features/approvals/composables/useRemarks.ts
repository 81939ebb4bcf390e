import type { FieldComment } from '@xietong/shared/approvals';
import { computed, reactive } from 'vue';

/** What an approver writes about single fields before they return or reject the whole. */
export function useRemarks() {
  const texts = reactive(new Map<string, string>());

  return {
    /** Null where nobody has begun to write. */
    textOf: (fieldId: string): string | null => texts.get(fieldId) ?? null,
    write(fieldId: string, text: string): void {
      texts.set(fieldId, text);
    },
    drop(fieldId: string): void {
      texts.delete(fieldId);
    },
    clear(): void {
      texts.clear();
    },
    given: computed<FieldComment[]>(() =>
      [...texts].flatMap(([fieldId, text]) => (text.trim() ? [{ fieldId, text: text.trim() }] : [])),
    ),
  };
}
export type Remarks = ReturnType<typeof useRemarks>;
