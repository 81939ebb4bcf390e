import { shanghaiDate, windowOfDates } from '@xietong/shared/kernel';
import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/**
 * Today in Shanghai, also on a page that is left open over midnight: read again when the next day begins there, and
 * when somebody comes back to the page, as a machine that slept keeps no time.
 */
export function useToday(): Readonly<Ref<string>> {
  const today = ref('');
  let timer: ReturnType<typeof setTimeout> | undefined;

  function read(): void {
    const now = new Date();
    today.value = shanghaiDate(now);
    clearTimeout(timer);
    const { endsAt } = windowOfDates(today.value, today.value);
    timer = setTimeout(read, Date.parse(endsAt) - now.getTime());
  }

  read();
  document.addEventListener('visibilitychange', read);
  window.addEventListener('focus', read);
  onScopeDispose(() => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', read);
    window.removeEventListener('focus', read);
  });
  return readonly(today);
}
