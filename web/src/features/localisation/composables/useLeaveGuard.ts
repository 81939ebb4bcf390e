import { ElMessageBox } from 'element-plus';
import 'element-plus/es/components/message-box/style/css';
import { useI18n } from 'vue-i18n';
import { onBeforeRouteLeave } from 'vue-router';
import type { Autosave } from '../../../lib/useAutosave';

/** Saves before the page is left; where that failed, asks whether to leave all the same. */
export function useLeaveGuard(autosave: Autosave): void {
  const { t } = useI18n();
  onBeforeRouteLeave(async () => {
    if (await autosave.flush()) return true;
    try {
      await ElMessageBox.confirm(t('localisation.leave.text'), t('localisation.leave.title'), {
        confirmButtonText: t('localisation.leave.leave'),
        cancelButtonText: t('localisation.leave.stay'),
        type: 'warning',
      });
      return true;
    } catch {
      // Closed or "stay": the page keeps what was typed.
      return false;
    }
  });
}
