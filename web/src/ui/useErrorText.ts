import { useI18n } from 'vue-i18n';
import type { AppErrorView, FieldProblem } from '../lib/error-view';

export interface ErrorText {
  /** Text of a failure or of one refused field; falls back to a text that names no cause. */
  errorText: (problem: Pick<AppErrorView | FieldProblem, 'code' | 'params'>) => string;
}

/** Translates codes: `errors.<code>` with its params. A code without a text never reaches the eye as such. */
export function useErrorText(): ErrorText {
  const { t, te, fallbackLocale } = useI18n();
  return {
    errorText: ({ code, params }) => {
      const key = `errors.${code}`;
      const known = te(key) || te(key, String(fallbackLocale.value));
      return known ? t(key, params ?? {}) : t('errors.UNEXPECTED');
    },
  };
}
