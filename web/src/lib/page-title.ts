import {
  inject,
  onScopeDispose,
  provide,
  shallowRef,
  watchEffect,
  type InjectionKey,
  type ShallowRef,
} from 'vue';

const PAGE_TITLE: InjectionKey<ShallowRef<string>> = Symbol('page title');

/** Called once by the frame: the ref that pages write their title into. */
export function providePageTitle(): ShallowRef<string> {
  const title = shallowRef('');
  provide(PAGE_TITLE, title);
  return title;
}

/** Tells the frame what the page is called now; feeds breadcrumb, document title and announcement. */
export function usePageTitle(title: () => string): void {
  const target = inject(PAGE_TITLE, undefined);
  if (!target) return;
  watchEffect(() => (target.value = title()));
  // The page goes before the next one comes: a name that lingered would be that of another page.
  onScopeDispose(() => (target.value = ''));
}
