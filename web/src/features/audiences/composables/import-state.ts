import type { ListImportState } from '@xietong/shared/audiences';
import type { StateName } from '../../../ui/states';

/** States of an import as they are shown. */
export const IMPORT_STATES = {
  UPLOADED: 'toConfirm',
  QUEUED: 'queued',
  READING: 'running',
  WRITING: 'running',
  DONE: 'done',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
} as const satisfies Record<ListImportState, StateName>;
