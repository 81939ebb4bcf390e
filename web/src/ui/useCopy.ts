import { createGlobalState, useClipboard } from '@vueuse/core';
import { computed, shallowRef } from 'vue';
import type { ComputedRef } from 'vue';

/** For how long it is said that something was copied, in milliseconds. */
const SAID_MS = 2_000;

/** One for the document: each of its own would ask the browser for two permissions, and a list has a button a row. */
const useSharedClipboard = createGlobalState(() => useClipboard({ legacy: true, copiedDuring: SAID_MS }));
const copier = shallowRef<symbol>();

/**
 * Copies the value for one button; `copied` is true for a while when this button, and no other after it, has copied,
 * unless it has got another value meanwhile.
 */
export function useCopy(value: () => string): { copied: ComputedRef<boolean>; copy: () => Promise<void> } {
  const { copy, copied, text } = useSharedClipboard();
  const self = Symbol('copier');
  return {
    copied: computed(() => copied.value && copier.value === self && text.value === value()),
    copy: async () => {
      copier.value = self;
      await copy(value());
    },
  };
}
