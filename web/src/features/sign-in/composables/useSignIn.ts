import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import { useApi } from '../../../api/api';
import { toApiError, type ApiError } from '../../../api/api-error';
import { useApiQuery } from '../../../api/api-query';
import { safeReturn } from '../../../lib/safe-return';
import type { DemoAccount } from '../../../session/session-schema';
import { useSessionStore } from '../../../session/session-store';

export interface SignInForm {
  staffId: Ref<string>;
  password: Ref<string>;
  missing: ComputedRef<{ staffId?: string; password?: string }>;
  error: Ref<ApiError | null>;
  pending: Ref<boolean>;
  demoAccounts: ComputedRef<readonly DemoAccount[]>;
  fill: (account: DemoAccount) => void;
  submit: () => Promise<void>;
}

/** The sign-in form: what was typed, what is missing, what the server refused, and where to go afterwards. */
export function useSignIn(): SignInForm {
  const { t } = useI18n();
  const route = useRoute();
  const router = useRouter();
  const store = useSessionStore();
  const api = useApi();
  const demo = useApiQuery(api.session.demoSignIns, undefined);
  const staffId = ref('');
  const password = ref('');
  const tried = ref(false);
  const error = ref<ApiError | null>(null);
  const pending = ref(false);

  const missing = computed(() => ({
    ...(tried.value && !staffId.value.trim() ? { staffId: t('signIn.missingStaffId') } : {}),
    ...(tried.value && !password.value ? { password: t('signIn.missingPassword') } : {}),
  }));

  async function submit(): Promise<void> {
    tried.value = true;
    if (!staffId.value.trim() || !password.value || pending.value) return;
    pending.value = true;
    error.value = null;
    try {
      await store.signIn(staffId.value.trim().toUpperCase(), password.value);
      await router.replace(safeReturn(route.query['return']) ?? '/');
    } catch (thrown) {
      error.value = toApiError(thrown);
    } finally {
      pending.value = false;
    }
  }

  return {
    staffId,
    password,
    missing,
    error,
    pending,
    demoAccounts: computed(() => {
      const shown = demo.data.value;
      return shown ? shown.signIns.map((account) => ({ ...account, password: shown.password })) : [];
    }),
    fill: (account) => {
      staffId.value = account.staffId;
      password.value = account.password;
      error.value = null;
      tried.value = false;
    },
    submit,
  };
}
