import type { Condition } from '@xietong/shared/conditions';
import { fromCondition } from './condition-model';
import type { Group, Rule } from './condition-model';

/** A line of a rule in words; `depth` is how far it stands in. */
export interface RuleLine {
  depth: number;
  kind: 'join' | 'rule';
  text: string;
}

export interface RuleTexts {
  attribute: (name: string) => string;
  join: (join: Group['join']) => string;
  operator: (operator: Rule['operator']) => string;
  value: (value: string | number | boolean) => string;
}

/** A rule line by line, outermost first; null for one that has parts beyond the words (it is shown as written). */
export function ruleLines(rule: Condition, texts: RuleTexts): RuleLine[] | null {
  const group = fromCondition(rule);
  return group && linesOf(group, 0, texts);
}

function linesOf(node: Group | Rule, depth: number, texts: RuleTexts): RuleLine[] {
  if (node.kind === 'rule') return [{ depth, kind: 'rule', text: ruleText(node, texts) }];
  const inner = node.children.flatMap((child) => linesOf(child, depth + 1, texts));
  return [{ depth, kind: 'join', text: texts.join(node.join) }, ...inner];
}

function ruleText({ attribute, operator, value }: Rule, texts: RuleTexts): string {
  const values = value.flatMap((each) => (each === null ? [] : texts.value(each)));
  return [
    texts.attribute(attribute),
    texts.operator(operator),
    values.join(operator === 'between' ? ' – ' : ' / '),
  ]
    .filter(Boolean)
    .join(' ');
}
