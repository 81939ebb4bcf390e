import ts from 'typescript';
import { parse } from 'vue/compiler-sfc';

/** What a single-file component lets people write, and what of it is guarded. */
export interface FormSource {
  /** State of its own that its inputs write and that nothing guards, with the input's tag: `note by el-input`. */
  readonly unguarded: readonly string[];
  /** Some of its inputs write what the component was handed: who hands it answers for it. */
  readonly handsOn: boolean;
  readonly hasGuard: boolean;
  /** Components that it uses without a model: what they write they were handed some other way. */
  readonly uses: ReadonlySet<string>;
}

interface TemplateNode {
  readonly tag?: string;
  readonly props?: readonly Directive[];
  readonly children?: readonly unknown[];
}
interface Directive {
  readonly type: number;
  readonly name: string;
  readonly arg?: { readonly content?: string };
  readonly exp?: { readonly loc: { readonly source: string } };
}
interface Input {
  readonly state: string;
  readonly tag: string;
  /** The question around it asks before this is left. */
  readonly isAsked: boolean;
}
interface Declaration {
  readonly made: string;
  /** What was taken out of the same thing at once. */
  readonly siblings: readonly string[];
}

const DIRECTIVE = 7;
const NATIVE: ReadonlySet<string> = new Set(['input', 'textarea', 'select']);
/** These change what is looked at, and nothing that is sent. */
const LOOKS =
  /^(TabList|PagePager|ColumnChoice|ChartLegend|CityTable|StepBar|component|el-(dialog|drawer|popover)|\w+Dialog)$/;
/** What is picked is picked again in a moment: it is guarded together with what is typed beside it. */
const PICKED =
  /^(input|select|DateRange|el-(select|select-v2|radio-group|checkbox|checkbox-group|switch|date-picker))$/;
const GUARDS = ['useLeaveGuard', 'addLeaveGuard', 'useDraft'];
const wordsOf = (text: string): readonly string[] => text.match(/[\w$]+/g) ?? [];
const root = (expression: string): string => /^[\w$]+/.exec(expression.trim())?.[0] ?? expression;

/** Names of composables that guard what they hold, among sources by path. */
export function guardingComposables(sources: Readonly<Record<string, string>>): ReadonlySet<string> {
  const guarding = new Set(GUARDS);
  const open = Object.values(sources).filter((source) => /export function use/.test(source));
  for (let found = true; found;) {
    found = false;
    for (const source of open) {
      const names = [...source.matchAll(/export function (use\w+)/g)].map(([, name = '']) => name);
      if (names.every((name) => guarding.has(name)) || !callsOneOf(guarding, source)) continue;
      for (const name of names) guarding.add(name);
      found = true;
    }
  }
  return guarding;
}

function callsOneOf(names: ReadonlySet<string>, source: string): boolean {
  return [...source.matchAll(/(?<!function )\b(\w+)\(/g)].some(([, name = '']) => names.has(name));
}

/** Reads a component; `guarding` are the composables that guard what they hold. */
export function formSourceOf(source: string, guarding: ReadonlySet<string>): FormSource {
  const { descriptor } = parse(source);
  const script = descriptor.scriptSetup?.content ?? '';
  const { inputs, uses } = templateOf(descriptor.template?.ast);
  const { declared, guards } = scriptOf(script);
  const reach = reachOf(guards, declared);
  const hasGuard = callsOneOf(guarding, script);

  function isHanded(state: string): boolean {
    const own = declared.get(state);
    if (!own) return true;
    const origin = reachOf([state], declared);
    const isRef = /\b(ref|reactive|shallowRef)\b/.test(own.made);
    return origin.has('defineModel') || (origin.has('props') && !isRef);
  }
  function isGuarded({ state, tag, isAsked }: Input): boolean {
    const { made = '', siblings = [] } = declared.get(state) ?? {};
    if (isAsked || (hasGuard && PICKED.test(tag))) return true;
    const beside = [state, ...siblings, root(made)];
    return beside.some((name) => reach.has(name) || callsOneOf(guarding, declared.get(name)?.made ?? ''));
  }
  const written = inputs.filter(({ state, tag }) => {
    const made = declared.get(state)?.made ?? '';
    const isKeptInAddress = reachOf([state], declared).has('useUrlFilters');
    return !LOOKS.test(tag) && !isKeptInAddress && !/^ref(<boolean>)?\((true|false)?\)$/.test(made);
  });
  const own = written.filter(({ state }) => !isHanded(state));
  return {
    unguarded: own.filter((input) => !isGuarded(input)).map(({ state, tag }) => `${state} by ${tag}`),
    handsOn: own.length < written.length,
    hasGuard,
    uses,
  };
}

/** The names of a script's top level and what they are made of, and the words of its guards. */
function scriptOf(script: string): { declared: Map<string, Declaration>; guards: string[] } {
  const file = ts.createSourceFile('setup.ts', script, ts.ScriptTarget.Latest, true);
  const declared = new Map<string, Declaration>();
  const guards: string[] = [];
  for (const statement of file.statements) {
    if (ts.isExpressionStatement(statement) && callsOneOf(new Set(GUARDS), statement.getText()))
      guards.push(...wordsOf(statement.getText()));
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      const siblings = wordsOf(name.getText());
      for (const each of siblings) declared.set(each, { made: initializer?.getText() ?? '', siblings });
    }
  }
  return { declared, guards };
}

/** All that names are made of, and what that is made of; who looks at the properties does not see through them. */
function reachOf(names: readonly string[], declared: ReadonlyMap<string, Declaration>): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    open.push(...wordsOf(declared.get(name)?.made ?? ''));
  }
  return found;
}

/** Names that stand for a part of another one inside a `v-for`: `placement` of `placements`. */
function loopNames(directives: readonly Directive[]): [name: string, of: string][] {
  const loop = directives.find(({ name }) => name === 'for')?.exp?.loc.source ?? '';
  const [left = '', right] = loop.split(/ (?:in|of) /);
  return right === undefined ? [] : wordsOf(left).map((name) => [name, root(right)]);
}

function isValue({ name, arg }: Directive, tag: string): boolean {
  const value = arg?.content ?? '';
  if (name !== 'bind') return false;
  return /^model-?[vV]alue$/.test(value) || (NATIVE.has(tag) && ['value', 'checked'].includes(value));
}

function templateOf(template: unknown): { inputs: Input[]; uses: Set<string> } {
  const inputs: Input[] = [];
  const uses = new Set<string>();
  function visit(node: TemplateNode, outer: ReadonlyMap<string, string>, asked: readonly string[]): void {
    const { tag = '', props = [], children = [] } = node;
    const directives = props.filter(({ type }) => type === DIRECTIVE);
    const names = new Map([...outer, ...loopNames(directives)]);
    const listens = directives.some(
      ({ name, arg }) => name === 'on' && /^(update:|input|change)/.test(arg?.content ?? ''),
    );
    const models = directives.filter((each) => each.name === 'model' || (listens && isValue(each, tag)));
    for (const { exp } of models) {
      const written = root(exp?.loc.source ?? '');
      const state = names.get(written) ?? written;
      inputs.push({ state, tag, isAsked: asked.includes(state) });
    }
    if (models.length === 0 && /^[A-Z]/.test(tag)) uses.add(tag);
    const form = directives.find(({ name, arg }) => name === 'bind' && arg?.content === 'form')?.exp;
    const inside = tag === 'ConfirmAction' && form ? wordsOf(form.loc.source) : asked;
    for (const child of children) visit(child as TemplateNode, names, inside);
  }
  if (template) visit(template as TemplateNode, new Map(), []);
  return { inputs, uses };
}
