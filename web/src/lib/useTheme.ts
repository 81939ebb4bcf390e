import { useStorage, usePreferredDark } from '@vueuse/core';
import { computed, watchEffect, type ComputedRef, type Ref } from 'vue';

export const THEMES = ['system', 'light', 'dark'] as const;
export type ThemeName = (typeof THEMES)[number];

export interface Theme {
  chosen: Ref<ThemeName>;
  isDark: ComputedRef<boolean>;
  toggle: () => void;
}

/** Light or dark: what the person chose, else what the system prefers. Writes the class `dark` on `<html>`. */
export function useTheme(): Theme {
  const chosen = useStorage<ThemeName>('xietong.theme', 'system');
  const preferred = usePreferredDark();
  const isDark = computed(() => (chosen.value === 'system' ? preferred.value : chosen.value === 'dark'));
  watchEffect(() => {
    document.documentElement.classList.toggle('dark', isDark.value);
  });
  return { chosen, isDark, toggle: () => (chosen.value = isDark.value ? 'light' : 'dark') };
}
