import { ElMessage } from 'element-plus';
import 'element-plus/es/components/message/style/css';

/** A result that the page itself does not show: said for a moment and to screen readers. */
export function notifyDone(text: string): void {
  ElMessage({ message: text, type: 'success', duration: 4000, showClose: true });
}

/** A failure of something that has no place of its own on the page. */
export function notifyFailed(text: string): void {
  ElMessage({ message: text, type: 'error', duration: 8000, showClose: true });
}
