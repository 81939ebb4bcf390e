import { RE2JS } from 're2js';
import { anyOf, isAttributeOwner, ownValue, pathExists, testPath, testValue } from './condition-paths';
import type { AttributeOwner, Reach } from './condition-paths';
import type { ConditionTree, Predicate } from './condition-tree';
import { compareWith, equalTo, oneOf } from './condition-values';
import type { Truth, ValueTest } from './condition-values';

type Evaluate<Subject> = (subject: Subject) => Truth;

/** How the tests of one field reach its values: along a path from the attributes, or not at all inside `$elemMatch`. */
interface Binding<Subject> {
  readonly test: (test: ValueTest, reach: Reach) => Evaluate<Subject>;
  readonly exists: Evaluate<Subject>;
}

/** Turns a validated condition into closures; all looking-up of operators happens here and not per decision. */
export function compileTree(tree: ConditionTree): Evaluate<AttributeOwner> {
  switch (tree.kind) {
    case 'and':
      return every(tree.children.map(compileTree));
    case 'or':
      return some(tree.children.map(compileTree));
    case 'nor':
      return negate(some(tree.children.map(compileTree)));
    case 'not':
      return negate(compileTree(tree.child));
    case 'field':
      return compileField(tree.segments, tree.predicate);
  }
}

function compileField(segments: readonly string[], predicate: Predicate): Evaluate<AttributeOwner> {
  const [key] = segments;
  const isScalarEquality =
    predicate.op === 'equals' && (predicate.literal === null || typeof predicate.literal !== 'object');
  return segments.length === 1 && key !== undefined && isScalarEquality
    ? equalsScalar(key, predicate.literal)
    : compilePredicate(predicate, bindPath(segments));
}

/** What nearly every rule consists of, without the calls in between; the result is the same. */
function equalsScalar(key: string, literal: unknown): Evaluate<AttributeOwner> {
  return (attributes) => {
    const value = ownValue(attributes, key);
    if (value === undefined) return undefined;
    return value === literal || (Array.isArray(value) && value.includes(literal));
  };
}

function compilePredicate<Subject>(predicate: Predicate, binding: Binding<Subject>): Evaluate<Subject> {
  switch (predicate.op) {
    case 'equals':
      return binding.test(equalTo(predicate.literal), 'value-and-elements');
    case 'in':
      return binding.test(oneOf(predicate.literals), 'value-and-elements');
    case 'compare':
      return binding.test(compareWith(predicate.order, predicate.operand), 'elements');
    case 'regex':
      return binding.test(compileRegex(predicate.pattern, predicate.flags), 'elements');
    case 'exists':
      return predicate.expected ? binding.exists : negate(binding.exists);
    case 'size':
      return binding.test(
        (value) => (Array.isArray(value) ? value.length === predicate.length : undefined),
        'value',
      );
    case 'never':
      return binding.test(() => false, 'value');
    case 'all':
      return every(predicate.predicates.map((part) => compilePredicate(part, binding)));
    case 'not':
      return negate(compilePredicate(predicate.predicate, binding));
    case 'element-value':
      return binding.test(anyElement(compilePredicate(predicate.predicate, elementBinding)), 'value');
    case 'element-object':
      return binding.test(anyElement(onObjects(compileTree(predicate.query))), 'value');
  }
}

function bindPath(segments: readonly string[]): Binding<AttributeOwner> {
  const [key] = segments;
  if (segments.length !== 1 || key === undefined) {
    return {
      test: (test, reach) => (subject) => testPath(subject, segments, 0, test, reach),
      exists: (subject) => pathExists(subject, segments, 0),
    };
  }
  return {
    test: (test, reach) => (subject) => testValue(ownValue(subject, key), test, reach),
    exists: (subject) => ownValue(subject, key) !== undefined,
  };
}

const elementBinding: Binding<unknown> = {
  test: (test) => (element) => (element === undefined ? undefined : test(element)),
  exists: (element) => element !== undefined,
};

function anyElement(test: ValueTest): ValueTest {
  return (value) => (Array.isArray(value) ? anyOf(value, test) : undefined);
}

function onObjects(test: Evaluate<AttributeOwner>): ValueTest {
  return (element) => (isAttributeOwner(element) ? test(element) : undefined);
}

function compileRegex(pattern: string, flags: number): ValueTest {
  const regex = RE2JS.compile(pattern, flags);
  return (value) => (typeof value === 'string' ? regex.test(value) : undefined);
}

function negate<Subject>(test: Evaluate<Subject>): Evaluate<Subject> {
  return (subject) => {
    const truth = test(subject);
    return truth === undefined ? undefined : !truth;
  };
}

/** Kleene's AND: one false decides, even beside an unknown. */
function every<Subject>(tests: readonly Evaluate<Subject>[]): Evaluate<Subject> {
  const [first, second] = tests;
  if (tests.length === 1 && first !== undefined) return first;
  if (tests.length === 2 && first !== undefined && second !== undefined) return both(first, second);
  return (subject) => {
    let result: Truth = true;
    for (const test of tests) {
      const truth = test(subject);
      if (truth === false) return false;
      if (truth === undefined) result = undefined;
    }
    return result;
  };
}

function both<Subject>(first: Evaluate<Subject>, second: Evaluate<Subject>): Evaluate<Subject> {
  return (subject) => {
    const truth = first(subject);
    if (truth === false) return false;
    const other = second(subject);
    return truth === undefined && other !== false ? undefined : other;
  };
}

/** Kleene's OR: one true decides, even beside an unknown. */
function some<Subject>(tests: readonly Evaluate<Subject>[]): Evaluate<Subject> {
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return (subject) => {
    let result: Truth = false;
    for (const test of tests) {
      const truth = test(subject);
      if (truth === true) return true;
      if (truth === undefined) result = undefined;
    }
    return result;
  };
}
