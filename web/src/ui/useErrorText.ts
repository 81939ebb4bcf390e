import { CODED_PARAMS } from '@xietong/shared/error-texts';
import type { ErrorParams } from '@xietong/shared/kernel';
import { useI18n } from 'vue-i18n';
import type { AppErrorView, FieldProblem } from '../lib/error-view';

/** Params whose values are codes. */
const CODED: ReadonlySet<string> = new Set(CODED_PARAMS);

export interface ErrorText {
  /** Text of a failure or of one refused field; falls back to a text that names no cause. */
  errorText: (problem: Pick<AppErrorView | FieldProblem, 'code' | 'params'>) => string;
}

/** Translates codes: `errors.<code>` with its params. A code without a text never reaches the eye as such. */
export function useErrorText(): ErrorText {
  const { t, te, fallbackLocale } = useI18n();
  /** A state or a type stands in a text by its word; every other value as it is. */
  const inWords = (params: ErrorParams): ErrorParams =>
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => {
        const key = `errorValues.${String(value)}`;
        return [name, CODED.has(name) && te(key) ? t(key) : value];
      }),
    );
  return {
    errorText: ({ code, params }) => {
      const key = `errors.${code}`;
      const known = te(key) || te(key, String(fallbackLocale.value));
      return known ? t(key, inWords(params ?? {})) : t('errors.UNEXPECTED');
    },
  };
}
