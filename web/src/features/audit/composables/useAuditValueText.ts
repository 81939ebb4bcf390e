import { copiedRoleSchema } from '@xietong/shared/approvals';
import type { CopiedRole } from '@xietong/shared/approvals';
import type { FieldChange } from '@xietong/shared/audit';
import { contentFieldSchema, policySchema } from '@xietong/shared/content';
import type { FieldRole } from '@xietong/shared/content';
import { useI18n } from 'vue-i18n';
import { formatDateTime } from '../../../lib/date-format';
import { formatFen } from '../../../lib/number-format';
import { STATE_NAMES } from '../../../ui/content/state-names';
import { useConstraintText } from '../../../ui/content/useConstraintText';
import { useFieldText } from '../../../ui/content/useFieldText';
import type { StateName } from '../../../ui/states';
import { useRuleWords } from '../../../ui/useRuleWords';

type Value = FieldChange['before'];

/** What things are called that the log knows by their codes; a code that nobody knows is shown as it is. */
export interface NamedCodes {
  readonly point: (code: string) => string;
  readonly tenant: (code: string) => string;
}
const UNNAMED: NamedCodes = { point: (code) => code, tenant: (code) => code };
/** By the name of a part: of what it holds the code. */
const NAMED: Readonly<Record<string, keyof NamedCodes>> = {
  point: 'point',
  pointCode: 'point',
  pilot: 'tenant',
  cities: 'tenant',
  tenant: 'tenant',
  tenants: 'tenant',
};
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Where the words of a part's codes are, by the part's name. */
const WORDS: Readonly<Record<string, (code: string) => string>> = {
  tier: (code) => `content.tier.${code}`,
  aim: (code) => `audit.aim.${code}`,
  kind: (code) => `campaigns.kind.${code}`,
  channel: (code) => `content.preview.channel.${code}`,
  function: (code) => `cityFunctions.name.${code}`,
  children: (code) => `campaigns.retire.fate.${code}`,
  conclusion: (code) => `takeDown.review.conclusion.${code}`,
  purpose: (code) => `audiences.purpose.name.${code}`,
  cityDefault: (code) => `audit.cityDefault.${code}`,
  act: (code) => `audit.acts.${code}`,
  mode: (code) => `campaigns.push.mode.${code}`,
  onMiss: (code) => `ui.push.onMiss.${code}`,
  severity: (code) => `findings.severity.${code}`,
  strata: (code) => `audit.sample.by.${code}`,
  kinds: (code) => `audit.releaseKind.${code}`,
  changes: (code) => `approvals.changes.${code}`,
  order: (code) => `policies.order.${code}`,
  approver: (code) => `policies.approver.${code}`,
  escalation: (code) => `policies.escalation.${code}`,
  role: (code) => `people.role.${code}`,
  state: (code) => `ui.state.${STATE_WORDS[code] ?? code}`,
};
/** States as they are stored, in the words that stand everywhere. */
const STATE_WORDS: Readonly<Record<string, StateName>> = STATE_NAMES;
const ANY_ID = '00000000-0000-4000-8000-000000000000';

/** Values of the log in words; what has no words is shown as it is stored. */
export function useAuditValueText(names: NamedCodes = UNNAMED) {
  const { t, te } = useI18n();
  const field = useFieldText();
  const constraintText = useConstraintText();
  const ruleWords = useRuleWords();

  const known = (key: string, fallback: string): string => (te(key) ? t(key) : fallback);
  const copyText = ({ at, role }: CopiedRole): string =>
    t(`policies.copy.${at}`, { role: t(`approvals.copy.role.${role}`) });
  const absent = () => t('ui.diff.absent');

  /** A code or a text, in words where there are any. */
  function codeText(name: string, code: string): string {
    const named = NAMED[name];
    // a channel's cities are stored as one text
    if (named) return code.split(',').map(names[named]).join(t('audit.join'));
    if (INSTANT.test(code)) return formatDateTime(code);
    const own = `audit.words.${name}.${code}`;
    return te(own) ? t(own) : known(WORDS[name]?.(code) ?? '', code);
  }

  /** One part of a value, on a line of its own or, of a rule, on several. */
  function partText(name: string, part: Value): string {
    // no pilot is no lack: all cities get it at once
    if (part === null && name === 'pilot') return t('audit.everyCity');
    if (part === null || part === '') return absent();
    if (typeof part === 'boolean') return t(part ? 'audit.yes' : 'audit.no');
    if ((name === 'fen' || name.endsWith('Fen')) && typeof part === 'number') return formatFen(part);
    if (typeof part !== 'object') return codeText(name, String(part));
    if (name === 'rule' && !Array.isArray(part)) {
      const lines = ruleWords(part);
      if (lines) return lines.map(({ depth, text }) => `\n${'\u3000'.repeat(depth)}${text}`).join('');
    }
    if (name === 'copies') {
      const copied = copiedRoleSchema.safeParse(part);
      if (copied.success) return copyText(copied.data);
    }
    return nested(name, part);
  }

  function nested(of: string, value: object): string {
    if (Array.isArray(value)) return value.map((each: Value) => partText(of, each)).join(t('audit.join'));
    return Object.entries(value as Record<string, Value>)
      .filter(([name]) => name !== 'id')
      .map(([name, part]) =>
        t('audit.part', { name: known(`audit.fields.${name}`, name), value: partText(name, part) }),
      )
      .join(t('audit.semicolon'));
  }

  /** A whole value under a field's name: its parts one a line. */
  function valueText(name: string, value: Value): string | null {
    if (value === null) return null;
    if (typeof value !== 'object') return partText(name, value);
    if (Array.isArray(value)) return value.map((each) => partText(name, each)).join('\n') || null;
    return (
      Object.entries(value)
        .map(([part, inner]) =>
          t('audit.part', { name: known(`audit.fields.${part}`, part), value: partText(part, inner) }),
        )
        .join('\n') || null
    );
  }

  /** A value of content in the words of its role, where the campaign still knows a field of that name. */
  function contentText(role: FieldRole | undefined, value: Value): string | null {
    if (value === null || role === undefined) return valueText('', value);
    const parsed = contentFieldSchema.safeParse({
      id: ANY_ID,
      role,
      labels: { zh: role, en: role },
      value,
      policy: { kind: 'LOCKED', constraint: {} },
    });
    return parsed.success ? field.valueText(parsed.data) || null : valueText('', value);
  }

  /** What cities may do to a field, and its guard-rails. */
  function policyText(role: FieldRole | undefined, value: Value): string | null {
    const parsed = policySchema.safeParse(value);
    if (!parsed.success) return valueText('', value);
    const { kind, constraint } = parsed.data;
    const rails = role === undefined ? [] : constraintText(role, constraint);
    return [t(`content.policy.${kind}.name`), ...rails].join('\n');
  }

  return { valueText, contentText, policyText };
}
