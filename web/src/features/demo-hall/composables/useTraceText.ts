import { useI18n } from 'vue-i18n';
import { useErrorText } from '../../../ui/useErrorText';

/** Words for the codes of a trace; those of the renderers are errors elsewhere, too. */
export function useTraceText(): { codeText: (code: string) => string } {
  const { t, te } = useI18n();
  const { errorText } = useErrorText();
  return {
    codeText: (code) => {
      const key = `demoHall.code.${code}`;
      return te(key) ? t(key) : errorText({ code, params: {} });
    },
  };
}
