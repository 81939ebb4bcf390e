import {
  Box,
  Checked,
  CircleCheck,
  CircleClose,
  Clock,
  Document,
  EditPen,
  Finished,
  Key,
  Lock,
  Loading,
  Position,
  RefreshLeft,
  Remove,
  Switch,
  Timer,
  VideoPause,
  WarningFilled,
} from '@element-plus/icons-vue';
import type { Component } from 'vue';

export type StateLook =
  | 'grey'
  | 'amber'
  | 'blue'
  | 'green'
  | 'greyLine'
  | 'redLine'
  | 'amberLine'
  | 'red'
  | 'faint';

/** One word (`ui.state.<name>`), one icon, one look for each state, everywhere. */
export const STATES = {
  draft: { look: 'grey', icon: EditPen },
  inReview: { look: 'amber', icon: Clock },
  /** Approved and waiting for its window: 待上线. */
  approved: { look: 'blue', icon: Timer },
  /** A standard that is approved and not published yet: 已批准. */
  accepted: { look: 'blue', icon: Checked },
  published: { look: 'green', icon: Position },
  live: { look: 'green', icon: CircleCheck },
  ended: { look: 'faint', icon: Finished },
  archived: { look: 'faint', icon: Box },
  returned: { look: 'amberLine', icon: RefreshLeft },
  rejected: { look: 'redLine', icon: CircleClose },
  /** Taken back by its author: 已撤回. */
  withdrawn: { look: 'faint', icon: Remove },
  /** In review until something else took its ground away: 已失效. */
  void: { look: 'amberLine', icon: WarningFilled },
  /** A published standard that was taken off: 已撤下. */
  retired: { look: 'faint', icon: Document },
  paused: { look: 'greyLine', icon: VideoPause },
  takenDown: { look: 'red', icon: WarningFilled },
  superseded: { look: 'faint', icon: Switch },
  /** A file that was received and waits for its choices: 待确认. */
  toConfirm: { look: 'amber', icon: EditPen },
  queued: { look: 'grey', icon: Timer },
  running: { look: 'blue', icon: Loading },
  done: { look: 'green', icon: CircleCheck },
  failed: { look: 'redLine', icon: CircleClose },
  /** Numbers in clear: 待授权, 已授权, and how an authorisation ends. */
  toAuthorise: { look: 'amber', icon: Clock },
  authorised: { look: 'green', icon: Key },
  refused: { look: 'redLine', icon: CircleClose },
  revoked: { look: 'redLine', icon: Lock },
  expired: { look: 'faint', icon: Timer },
  usedUp: { look: 'faint', icon: Finished },
  /** Findings of auditors: 待整改, 已答复, 已关闭. */
  toRectify: { look: 'amber', icon: WarningFilled },
  answered: { look: 'blue', icon: EditPen },
  closed: { look: 'faint', icon: Finished },
  cancelled: { look: 'faint', icon: Remove },
} as const satisfies Record<string, { look: StateLook; icon: Component }>;

export type StateName = keyof typeof STATES;
