/** The assessment that the law asks for before customers are chosen. */
export const assessment = {
  title: '个人信息保护影响评估',
  why: '用名单或规则自动决定向谁展示之前，法律要求先做评估。评估随版本保存三年。',
  purpose: '处理目的与方式',
  purposeHint: '为什么要按名单或规则选客户，用到哪些信息。',
  purposeSample: '例如：向近三个月用量高的客户推荐流量包；用到的是合约类型和月消费。',
  necessity: '必要性与影响',
  necessityHint: '为什么不能向所有客户展示，对客户有什么影响。',
  necessitySample: '例如：其他客户用不上，展示会打扰他们；不影响客户现有的资费和服务。',
  safeguards: '保护措施',
  safeguardsHint: '如何防止滥用，客户如何拒绝。',
  safeguardsSample:
    '例如：名单里没有号码本身，只有用密钥由号码算出的哈希，活动结束后名单归档；客户可在网厅关闭个性化推荐。',
  draft: {
    fill: '填入初稿',
    own: '这是按投放填好的初稿，投放改变时，没有改过的句子跟着改变。请核对，与实际不符的地方请改写：评估的内容由填写人负责。',
    list: '客户名单',
    rule: '客户属性规则',
    both: '客户名单和客户属性规则',
    numbers: '号码名单',
    comma: '、',
    purpose: '在 {from} 至 {to} 按{by}选择客户，向他们展示「{campaign}」。',
    used: '用到的信息：{used}。',
    necessity: '只向与活动有关的客户展示，不打扰其他客户；不影响客户现有的资费和服务。',
    safeguards:
      '名单里没有号码本身，只有用密钥由号码算出的哈希；投放期过后不再用于展示；客户关闭个性化推荐后，不再按名单或规则向其展示。',
  },
};
