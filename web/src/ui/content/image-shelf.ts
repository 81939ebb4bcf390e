import type { ImageReference } from '@xietong/shared/rendering';
import { ref, type InjectionKey, type Ref } from 'vue';

/**
 * Looks up stored images by their hashes, for setup functions: what sizes they have and how they are
 * cut. Undefined while it is not known; a preview then takes them as large enough.
 */
export type ImageShelf = (hashes: () => readonly string[]) => Ref<readonly ImageReference[] | undefined>;

/** The application puts the real shelf here; without it nothing is known of any image. */
export const IMAGE_SHELF: InjectionKey<ImageShelf> = Symbol('images');
export const emptyShelf: ImageShelf = () => ref(undefined);
