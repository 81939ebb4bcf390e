import { uploadedListSchema } from '@xietong/shared/audiences';
import { onScopeDispose, ref, shallowRef } from 'vue';
import { toApiError, type ApiError } from '../../../api/api-error';
import { useUploadFile } from '../../../api/upload-file';
import { newId } from '../../../lib/new-id';

/** The way of a file to the server: how much has left, and what became of it. One that did not arrive can be sent again. */
export function useListUpload(onReceived: (importId: string, file: File) => void) {
  const upload = useUploadFile();
  const file = shallowRef<File>();
  const sent = ref(0);
  const error = shallowRef<ApiError | null>(null);
  const isSending = ref(false);
  let control: AbortController | undefined;
  /** Of a file that did not arrive, as far as one knows here: chosen again it is still the same one. */
  let unanswered = { file: '', idempotencyKey: '' };
  function keyOf({ name, size, lastModified }: File): string {
    const chosen = JSON.stringify([name, size, lastModified]);
    if (unanswered.file !== chosen) unanswered = { file: chosen, idempotencyKey: newId() };
    return unanswered.idempotencyKey;
  }

  /** Gives up what is on its way, too. */
  function reset(): void {
    control?.abort(new Error('given up'));
    control = undefined;
    isSending.value = false;
    file.value = undefined;
    sent.value = 0;
    error.value = null;
  }

  async function send(chosen: File): Promise<void> {
    reset();
    const mine = new AbortController();
    control = mine;
    file.value = chosen;
    isSending.value = true;
    try {
      const query = new URLSearchParams({ fileName: chosen.name, idempotencyKey: keyOf(chosen) });
      const path = `/files/lists/uploads?${query.toString()}`;
      const { importId } = await upload(path, chosen, uploadedListSchema, {
        signal: mine.signal,
        onProgress: (bytes) => {
          sent.value = bytes;
        },
      });
      unanswered = { file: '', idempotencyKey: '' };
      if (mine.signal.aborted) return;
      isSending.value = false;
      onReceived(importId, chosen);
    } catch (thrown) {
      if (mine.signal.aborted) return;
      isSending.value = false;
      error.value = toApiError(thrown);
    }
  }

  onScopeDispose(reset);
  return { file, sent, error, isSending, send, reset };
}
