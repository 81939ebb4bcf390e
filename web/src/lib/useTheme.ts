import { useStorage, usePreferredDark } from '@vueuse/core';
import { computed, watchEffect, type ComputedRef } from 'vue';

export interface Theme {
  isDark: ComputedRef<boolean>;
  toggle: () => void;
}

/** Light or dark: what the person chose, else what the system prefers. Writes the class `dark` on `<html>`. */
export function useTheme(): Theme {
  const chosen = useStorage<'light' | 'dark' | 'system'>('xietong.theme', 'system');
  const preferred = usePreferredDark();
  const isDark = computed(() => (chosen.value === 'system' ? preferred.value : chosen.value === 'dark'));
  watchEffect(() => {
    document.documentElement.classList.toggle('dark', isDark.value);
  });
  return { isDark, toggle: () => (chosen.value = isDark.value ? 'light' : 'dark') };
}
