import type { ChangedPart, PolicyChange, PolicyRule, ProposePolicyInput } from '@xietong/shared/approvals';
import type { ReleaseKind } from '@xietong/shared/releases';
import { computed, reactive } from 'vue';
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

interface Draft extends Omit<PolicyRule, 'kinds' | 'tenants' | 'changes' | 'steps'> {
  kinds: ReleaseKind[];
  tenants: string[];
  changes: ChangedPart[];
  steps: PolicyRule['steps'];
  reason: string;
}

function draftOf({ kinds, tenants, changes, steps, ...rest }: PolicyRule): Draft {
  return {
    ...rest,
    ...{ kinds: [...kinds], tenants: [...tenants], changes: [...changes] },
    steps: steps.map((step) => ({ ...step })),
    reason: '',
  };
}

/** The values of a policy's form, from nothing or from the version in force, and what is missing in them. */
export function usePolicyForm(present: PolicyChange | undefined) {
  const { t } = useI18n();
  const draft = reactive(draftOf(present?.rule ?? NEW_RULE));
  const missing = computed<FormProblem[]>(() =>
    (['name', 'reason'] as const)
      .filter((field) => draft[field].trim() === '')
      .map((field) => ({ field, label: t(`policies.form.${field}`), message: t('errors.REQUIRED') })),
  );
  const input = computed<ProposePolicyInput>(() => {
    const { reason, ...rule } = draft;
    const base = present ? { policyId: present.policyId, version: present.version } : null;
    return { base, rule, reason };
  });
  return { draft, missing, input };
}
export type PolicyForm = ReturnType<typeof usePolicyForm>;
