import { COPIED_ROLES, ESCALATIONS, STEP_APPROVERS } from '@xietong/shared/approvals';
import type {
  ChangedPart,
  CopiedRole,
  PolicyChange,
  PolicyRule,
  ProposePolicyInput,
} from '@xietong/shared/approvals';
import type { ReleaseKind } from '@xietong/shared/releases';
import { computed, reactive, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { FormProblem } from '../../../ui/form-problems';

/** Where a new policy starts: the city first, then the province, for what cities do. */
const NEW_RULE: PolicyRule = {
  name: '',
  priority: 50,
  kinds: ['LOCAL'],
  tenants: [],
  changes: [],
  order: 'SERIAL',
  steps: [
    { approver: 'OWN', approvals: 1 },
    { approver: 'PROVINCE', approvals: 1 },
  ],
};

interface Draft extends Omit<PolicyRule, 'kinds' | 'tenants' | 'changes' | 'steps' | 'copies'> {
  /** Each as the select holds it: place and role. */
  copies: string[];
  kinds: ReleaseKind[];
  tenants: string[];
  changes: ChangedPart[];
  steps: PolicyRule['steps'];
  reason: string;
}

/** Whom a select's value stands for. */
function copyOf(value: string): CopiedRole[] {
  const [place, name] = value.split(' ');
  const at = STEP_APPROVERS.find((each) => each === place);
  const role = COPIED_ROLES.find((each) => each === name);
  return at && role ? [{ at, role }] : [];
}

function draftOf({ kinds, tenants, changes, steps, copies, ...rest }: PolicyRule): Draft {
  return {
    ...rest,
    ...{ kinds: [...kinds], tenants: [...tenants], changes: [...changes] },
    steps: steps.map((step) => ({ ...step })),
    copies: (copies ?? []).map(({ at, role }) => `${at} ${role}`),
    reason: '',
  };
}

/** The draft as a policy; nobody to tell is not said. */
function ruleOf({
  name,
  priority,
  kinds,
  tenants,
  changes,
  order,
  steps,
  copies,
}: Omit<Draft, 'reason'>): PolicyRule {
  const named = copies.flatMap(copyOf);
  return {
    ...{ name, priority, kinds, tenants, changes, order, steps },
    ...(named.length > 0 ? { copies: named } : {}),
  };
}

/** The values of a policy's form, from nothing or from the version in force, and what is missing in them. */
export function usePolicyForm(present: Readonly<Ref<PolicyChange | undefined>>) {
  const { t } = useI18n();
  const draft = reactive(draftOf(present.value?.rule ?? NEW_RULE));
  const missing = computed<FormProblem[]>(() =>
    (['name', 'reason'] as const)
      .filter((field) => draft[field].trim() === '')
      .map((field) => ({ field, label: t(`policies.form.${field}`), message: t('errors.REQUIRED') })),
  );
  const input = computed<ProposePolicyInput>(() => {
    const { reason, copies, ...fields } = draft;
    const rule = ruleOf({ ...fields, copies });
    const base = present.value ? { policyId: present.value.policyId, version: present.value.version } : null;
    return { base, rule, reason };
  });
  return {
    draft,
    missing,
    input,
    /** The rule as it stands, for its words. */
    rule: computed(() => ruleOf(draft)),
    setHours(index: number, hours: number | null | undefined): void {
      const step = draft.steps[index];
      if (!step) return;
      if (hours) step.hours = hours;
      else {
        delete step.hours;
        delete step.escalation;
      }
    },
    setEscalation(index: number, value: string): void {
      const step = draft.steps[index];
      if (!step) return;
      const escalation = ESCALATIONS.find((each) => each === value);
      if (escalation) step.escalation = escalation;
      else delete step.escalation;
    },
  };
}
export type PolicyForm = ReturnType<typeof usePolicyForm>;
