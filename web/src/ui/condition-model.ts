import type { Condition } from '@xietong/shared/conditions';

/** An attribute that conditions can be built from. */
export interface ConditionAttribute {
  name: string;
  /** Shown instead of the name. */
  label?: string;
  /** What else it is called: it is found by these, too. */
  terms?: readonly string[];
  type: 'string' | 'number' | 'boolean';
  /** The values it can have, where there are few; else null. */
  choices: string[] | null;
}

/** What is known of how many match; `problem` is a translated text. */
export interface ConditionCount {
  state: 'idle' | 'loading' | 'ready' | 'failed';
  value?: number;
  problem?: string;
}

/** The attributes of whose label, name or other words a text is part; all where it is blank. */
export function findAttributes(
  attributes: readonly ConditionAttribute[],
  text: string,
): readonly ConditionAttribute[] {
  const sought = text.trim().toLowerCase();
  return attributes.filter(({ name, label = name, terms = [] }) =>
    [name, label, ...terms].some((word) => word.toLowerCase().includes(sought)),
  );
}

export type Join = 'all' | 'any' | 'none';
export const JOINS: readonly Join[] = ['all', 'any', 'none'];

export const OPERATORS = {
  string: ['is', 'isNot', 'oneOf', 'noneOf', 'known', 'unknown'],
  number: ['is', 'isNot', 'gt', 'gte', 'lt', 'lte', 'between', 'known', 'unknown'],
  boolean: ['is', 'known', 'unknown'],
} as const satisfies Record<ConditionAttribute['type'], readonly string[]>;
export type Operator = (typeof OPERATORS)[ConditionAttribute['type']][number];

export type Scalar = string | number | boolean;
/** Several for `oneOf`, `noneOf`, two for `between`, none for `known` and `unknown`, else one; null = not given yet. */
export type RuleValue = (Scalar | null)[];

export interface Rule {
  kind: 'rule';
  id: number;
  attribute: string;
  operator: Operator;
  value: RuleValue;
}

export interface Group {
  kind: 'group';
  id: number;
  join: Join;
  children: (Rule | Group)[];
}

let lastId = 0;
/** Ids only tell the parts of one form apart on the page. */
const nextId = (): number => (lastId += 1);

export const newRule = (): Rule => ({
  kind: 'rule',
  id: nextId(),
  attribute: '',
  operator: 'is',
  value: [null],
});
export const newGroup = (join: Join = 'all', children: Group['children'] = []): Group => ({
  kind: 'group',
  id: nextId(),
  join,
  children,
});

/** An empty value of the shape that an operator takes. */
export function emptyValue(operator: Operator): RuleValue {
  if (operator === 'known' || operator === 'unknown' || operator === 'oneOf' || operator === 'noneOf')
    return [];
  return operator === 'between' ? [null, null] : [null];
}

/** Whether every part says something: an attribute, and the values its operator takes. */
export function isComplete(node: Rule | Group): boolean {
  if (node.kind === 'group') return node.children.every(isComplete);
  const { attribute, operator, value } = node;
  if (attribute === '') return false;
  if (operator === 'known' || operator === 'unknown') return true;
  return value.length > 0 && value.every((each) => each !== null && each !== '');
}

const COMPARE = { isNot: '$ne', gt: '$gt', gte: '$gte', lt: '$lt', lte: '$lte' } as const;

function ruleToCondition({ attribute, operator, value }: Rule): Condition {
  switch (operator) {
    case 'is':
      return { [attribute]: value[0] };
    case 'oneOf':
      return { [attribute]: { $in: value } };
    case 'noneOf':
      return { [attribute]: { $nin: value } };
    case 'between':
      return { [attribute]: { $gte: value[0], $lte: value[1] } };
    case 'known':
      return { [attribute]: { $exists: true } };
    case 'unknown':
      return { [attribute]: { $exists: false } };
    default:
      return { [attribute]: { [COMPARE[operator]]: value[0] } };
  }
}

/** A complete form as a condition; null where it has no part. Rules on different attributes are written side by side. */
export function toCondition(group: Group): Condition | null {
  const parts = group.children
    .map((child) => (child.kind === 'rule' ? ruleToCondition(child) : toCondition(child)))
    .filter((part) => part !== null);
  if (parts.length === 0) return null;
  if (group.join === 'any') return { $or: parts };
  if (group.join === 'none') return { $nor: parts };
  const names = parts.flatMap((part) => Object.keys(part));
  return new Set(names).size === names.length
    ? Object.fromEntries(parts.flatMap((part) => Object.entries(part)))
    : { $and: parts };
}

const GROUPS: Readonly<Record<string, Join>> = { $and: 'all', $or: 'any', $nor: 'none' };
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);

/** A condition as a form; null for one that has parts which the form does not know, e.g. a pattern. */
export function fromCondition(condition: Condition | null): Group | null {
  if (condition === null) return newGroup();
  const entries = Object.entries(condition);
  const [only] = entries;
  if (entries.length === 1 && only && GROUPS[only[0]]) return groupOf(GROUPS[only[0]] ?? 'all', only[1]);
  const children = entries.map(([key, value]) =>
    GROUPS[key] ? groupOf(GROUPS[key], value) : ruleOf(key, value),
  );
  return children.every((child) => child !== null) ? newGroup('all', children) : null;
}

function groupOf(join: Join, parts: unknown): Group | null {
  if (!Array.isArray(parts)) return null;
  const children = parts.map((part: unknown) => {
    const group = isObject(part) ? fromCondition(part) : null;
    const [only] = group?.children ?? [];
    // A condition with a single rule in it needs no group of its own.
    return group?.join === 'all' && group.children.length === 1 && only ? only : group;
  });
  return children.every((child) => child !== null) ? newGroup(join, children) : null;
}

function ruleOf(attribute: string, value: unknown): Rule | null {
  if (attribute.startsWith('$') || attribute.includes('.')) return null;
  const found = isScalar(value)
    ? { operator: 'is' as const, value: [value] }
    : isObject(value)
      ? operatorOf(value)
      : null;
  return found && { kind: 'rule', id: nextId(), attribute, ...found };
}

function operatorOf(operators: Record<string, unknown>): Pick<Rule, 'operator' | 'value'> | null {
  const keys = Object.keys(operators).sort().join();
  const [operand] = Object.values(operators);
  if (keys === '$gte,$lte' && isScalar(operators.$gte) && isScalar(operators.$lte)) {
    return { operator: 'between', value: [operators.$gte, operators.$lte] };
  }
  if (keys === '$exists') return { operator: operand === true ? 'known' : 'unknown', value: [] };
  if ((keys === '$in' || keys === '$nin') && Array.isArray(operand) && operand.every(isScalar)) {
    return { operator: keys === '$in' ? 'oneOf' : 'noneOf', value: operand };
  }
  if (keys === '$eq' && isScalar(operand)) return { operator: 'is', value: [operand] };
  const compare = Object.entries(COMPARE).find(([, key]) => key === keys)?.[0] as
    | keyof typeof COMPARE
    | undefined;
  return compare && isScalar(operand) ? { operator: compare, value: [operand] } : null;
}
