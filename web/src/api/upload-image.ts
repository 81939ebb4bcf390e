import { storedImageSchema } from '@xietong/shared/assets';
import type { StoredImage } from '@xietong/shared/assets';
import { usePostForm } from './post-form';

/** Stores an image and answers by what its bytes are found; for setup functions. Rejects with ApiError. */
export function useUploadImage(): (file: File) => Promise<StoredImage> {
  const post = usePostForm();
  return (file) => post('/files/images', { file }, storedImageSchema);
}
