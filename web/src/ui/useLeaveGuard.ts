import { ElMessageBox } from 'element-plus';
import 'element-plus/es/components/message-box/style/css';
import { useI18n } from 'vue-i18n';
import { addLeaveGuard } from '../lib/leave-guards';

export interface LeaveGuardOptions {
  hasUnsaved: () => boolean;
  /** Saves first, where the form can by itself. */
  flush?: () => Promise<boolean>;
  /** Whether this browser keeps what stays unsaved, so that it can be taken up again. */
  isKept?: () => boolean;
}

/**
 * Guards a form against being left with something unsaved: saves it where it can, else asks. Closing the tab asks
 * by the browser's own words. With nothing unsaved nobody is asked.
 */
export function useLeaveGuard({ hasUnsaved, flush, isKept }: LeaveGuardOptions): void {
  const { t } = useI18n();

  async function ask(): Promise<boolean> {
    const text = isKept?.() ? 'ui.leave.kept' : flush ? 'ui.leave.failed' : 'ui.leave.text';
    try {
      await ElMessageBox.confirm(t(text), t('ui.leave.title'), {
        confirmButtonText: t('ui.leave.leave'),
        cancelButtonText: t('ui.leave.stay'),
        type: 'warning',
      });
      return true;
    } catch {
      // Closed or "stay": the page keeps what was typed.
      return false;
    }
  }

  addLeaveGuard({ hasUnsaved, mayLeave: async () => (flush && (await flush())) || ask() });
}
