/** What each kind of thing to do needs, in a sentence. */
export const attentionOfKinds = {
  DISCLOSURE:
    '{count} 项完整号码的申请等我授权：「{title}」。 | {count} 项完整号码的申请等我授权，其中最急的是「{title}」。',
  EXCEPTION:
    '{count} 项地市的放宽申请等我决定：「{title}」。 | {count} 项地市的放宽申请等我决定，其中最急的是「{title}」。',
  DETACHMENT:
    '{count} 项脱离标准的申请等我决定：「{title}」。 | {count} 项脱离标准的申请等我决定，其中最急的是「{title}」。',
  FALLBACK: '{count} 个营销点的默认内容等我审批。',
  DICTIONARY: '合规词典的新版本等我确认。',
  POLICY: '{count} 项审批策略的改动等我确认，先看「{title}」。',
  FINDING:
    '{count} 项审计发现等我整改并答复：「{title}」。 | {count} 项审计发现等我整改并答复，其中最急的是「{title}」。',
  FINDING_ANSWERED: '{count} 项审计发现已经答复，等我确认，先看「{title}」。',
  CORRECTED: '{count} 个本地活动被省里强制更正，等本市确认，先看「{title}」。',
  STANDARD_RETIRED: '{count} 个本地活动的标准已被撤下，投放停着，先看「{title}」。',
  SAMPLE: '{count} 份审计样本还没有看完，先看「{title}」。',
  IMPORT: '{count} 份名单已上传，还没有开始导入，先看「{title}」。',
};
