import type { AuditFinding } from '@xietong/shared/audit';

const event = (id: string | null) => (id === null ? '' : `（记录编号 ${id}）`);
const span = ({ index, other }: AuditFinding) =>
  other === null || other === index ? `第 ${String(index)} 条` : `第 ${String(index)} 至 ${String(other)} 条`;

const findings: Readonly<Record<AuditFinding['kind'], (finding: AuditFinding) => string>> = {
  EVENT_CHANGED: (found) =>
    `${span(found)}记录被改动${event(found.eventId)}` +
    (found.fields.length > 0 ? `：${found.fields.join('、')} 与原文不一致` : ''),
  EVENT_REMOVED: (found) => `${span(found)}记录被删除${event(found.eventId)}`,
  EVENTS_REORDERED: ({ index, other, eventId, otherEventId }) =>
    `第 ${String(index)} 条${event(eventId)}和第 ${String(other)} 条${event(otherEventId)}记录的顺序被调换`,
  HEAD_NOT_OURS: () => '给出的文件中有树头不是本系统签名的',
  EVENT_LOST: ({ eventId }) => `有一条记录还没记入日志就被删除${event(eventId)}`,
  EVENT_NOT_LOGGED: ({ eventId }) => `有一条记录不在日志中${event(eventId)}`,
  EVENT_BACKDATED: (found) =>
    `${span(found)}记录自称发生的时间早于它记入日志之前已签名的树头，是事后补入的${event(found.eventId)}`,
  ENTRY_CHANGED: (found) => `${span(found)}的日志条目被改动${event(found.eventId)}`,
  ENTRY_REMOVED: (found) => `${span(found)}的日志条目被删除`,
  ENTRY_REDATED: (found) =>
    `${span(found)}的日志条目的记入时间被改动，不可能是这个时间${event(found.eventId)}`,
  TAIL_CUT: (found) => `末尾被截断：${span(found)}已经签名，现在不见了`,
  TILE_CHANGED: (found) => `覆盖${span(found)}的哈希被改动`,
  HEAD_CHANGED: ({ index }) => `数据库中 ${String(index)} 条时的签名树头被改动`,
  HEAD_REMOVED: ({ index }) => `数据库中 ${String(index)} 条时的签名树头被删除`,
  HEAD_FILE_CHANGED: ({ index, other }) =>
    index === null
      ? `数据库外的树头文件第 ${String(other)} 行被改动`
      : `数据库外的树头文件在第 ${String(index)} 条附近被改动`,
  SEGMENT_MISSING: (found) => `缺少归档文件：${span(found)}的记录无法校验`,
  SEGMENT_CHANGED: (found) => `归档文件被改动：${span(found)}`,
  CONTENT_CHANGED: (found) =>
    `内容 ${found.fields.join('、')} 被改动，${span(found)}记录按哈希提到它${event(found.eventId)}`,
  CONTENT_REMOVED: (found) =>
    `内容 ${found.fields.join('、')} 已不存在，${span(found)}记录按哈希提到它${event(found.eventId)}`,
  DECISION_CHANGED: (found) => `审批结论与${span(found)}记录不一致，被改动或删除${event(found.eventId)}`,
  DECISION_NOT_LOGGED: (found) => `发布 ${found.fields.join('、')} 有一个审批结论不在日志中`,
  HEAD_FILE_BEHIND: (found) => `数据库外的树头文件缺少${span(found)}`,
};

/** 审计日志各命令的回答。 */
export const words = {
  failed: '校验没能完成。',
  looked: (events: number, heads: number) =>
    `校验了 ${String(events)} 条记录和 ${String(heads)} 个签名树头。`,
  sound: '全部与记入日志时一致。',
  unsound: (count: number) => `有 ${String(count)} 处与记入日志时不一致：`,
  finding: (finding: AuditFinding) => findings[finding.kind](finding),
  packed: (file: string, megabytes: string, keyId: string) =>
    `${file}：${megabytes} MB，签名公钥编号 ${keyId}。`,
  archived: (file: string, first: number, last: number, sha256: string) =>
    `${file}：第 ${String(first)} 至 ${String(last)} 条，SHA-256 ${sha256}`,
  nothingOlder: (days: number) => `没有超过 ${String(days)} 天的记录，无须归档。`,
};
