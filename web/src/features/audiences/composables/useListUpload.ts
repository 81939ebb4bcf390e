import { uploadedListSchema } from '@xietong/shared/audiences';
import { onScopeDispose, ref, shallowRef } from 'vue';
import { toApiError, type ApiError } from '../../../api/api-error';
import { useUploadFile } from '../../../api/upload-file';

/** The way of a file to the server: how much has left, and what became of it. */
export function useListUpload(onReceived: (importId: string, file: File) => void) {
  const upload = useUploadFile();
  const file = shallowRef<File>();
  const sent = ref(0);
  const error = shallowRef<ApiError | null>(null);
  const isSending = ref(false);
  let control: AbortController | undefined;

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
      const path = `/files/lists/uploads?fileName=${encodeURIComponent(chosen.name)}`;
      const { importId } = await upload(path, chosen, uploadedListSchema, {
        signal: mine.signal,
        onProgress: (bytes) => {
          sent.value = bytes;
        },
      });
      if (mine.signal.aborted) return;
      isSending.value = false;
      onReceived(importId, chosen);
    } catch (thrown) {
      if (mine.signal.aborted) return;
      isSending.value = false;
      error.value = toApiError(thrown);
      file.value = undefined;
    }
  }

  onScopeDispose(reset);
  return { file, sent, error, isSending, send, reset };
}
