import { standInsOf } from '@xietong/shared/approvals';
import type { CopiedRole, PolicyRule } from '@xietong/shared/approvals';
import { RELEASE_KINDS } from '@xietong/shared/releases';
import type { ReleaseKind } from '@xietong/shared/releases';
import { useI18n } from 'vue-i18n';
import { useApi } from '../../../api/api';
import { useApiQuery } from '../../../api/api-query';
import { useTenantName } from '../../../session/useTenantName';

type Words = Pick<PolicyRule, 'kinds' | 'tenants' | 'changes' | 'order' | 'steps' | 'copies'>;

/** Everybody of a role, in words. */
export function useCopyText(): (copy: CopiedRole) => string {
  const { t } = useI18n();
  return ({ at, role }) => t(`policies.copy.${at}`, { role: t(`approvals.copy.role.${role}`) });
}

/** The names of tenants by their codes; a code where there is none yet. */
function useTenantNames(): (code: string) => string {
  const tenantName = useTenantName();
  const tenants = useApiQuery(useApi().tenants.list, undefined);
  return (code) => {
    const found = tenants.data.value?.find((tenant) => tenant.code === code);
    return found ? tenantName(found) : code;
  };
}

/** Where a policy would leave a city's approvers out, because they are too few now; empty where it does not. */
export function useStandInText(): (rule: Words) => string {
  const { t } = useI18n();
  const nameOf = useTenantNames();
  const book = useApiQuery(useApi().approvalPolicies.list, undefined);
  return (rule) => {
    const found = standInsOf(rule, book.data.value?.cities ?? []).map(({ code, approvers }) =>
      t('policies.words.cityHas', { city: nameOf(code), count: approvers }, approvers),
    );
    return found.length > 0
      ? t('policies.words.standsInNow', { cities: found.join(t('policies.words.and')) })
      : '';
  };
}

/** A policy in words: what it is about, who approves in which order, and what happens where a city has nobody. */
export function usePolicyText(): (rule: Words) => string[] {
  const { t } = useI18n();
  const copyText = useCopyText();
  const nameOf = useTenantNames();
  const join = (parts: readonly string[]): string => parts.join(t('policies.words.and'));

  function about({ kinds, tenants: codes, changes }: Words): string {
    return t('policies.words.about', {
      kinds:
        kinds.length > 0
          ? join(kinds.map((kind) => t(`approvals.kind.${kind}`)))
          : t('policies.words.anyKind'),
      tenants: codes.length > 0 ? join(codes.map(nameOf)) : t('policies.words.anyTenant'),
      changes:
        changes.length > 0
          ? t('policies.words.changes', {
              changes: join(changes.map((part) => t(`approvals.changes.${part}`))),
            })
          : t('policies.words.anyChange'),
    });
  }

  /** The own tenant of a city's campaign is the city, of everything else the province. */
  const isProvinces = (kind: ReleaseKind): boolean => kind !== 'LOCAL';

  function way({ order, steps }: Words, ofProvince: boolean): string {
    const said = steps.map(({ approver, approvals, hours, escalation }) => {
      const who = t(
        approver === 'PROVINCE' || ofProvince ? 'policies.words.province' : 'policies.words.city',
        {
          count: approvals,
        },
      );
      if (hours === undefined) return who;
      return t(escalation ? 'policies.words.hoursTold' : 'policies.words.hours', {
        ...{ who, hours },
        to: escalation ? t(`policies.escalation.${escalation}`) : '',
      });
    });
    return said.join(t(order === 'SERIAL' ? 'policies.words.then' : 'policies.words.atOnce'));
  }

  return (rule) => {
    const kinds = rule.kinds.length > 0 ? rule.kinds : RELEASE_KINDS;
    const ways = [kinds.filter((kind) => !isProvinces(kind)), kinds.filter(isProvinces)]
      .filter((group) => group.length > 0)
      .map((group) =>
        t('policies.words.way', {
          kinds: join(group.map((kind) => t(`approvals.kind.${kind}`))),
          steps: way(rule, group.every(isProvinces)),
        }),
      );
    const hasCityStep = kinds.includes('LOCAL') && rule.steps.some(({ approver }) => approver === 'OWN');
    return [
      about(rule),
      ...ways,
      ...(hasCityStep ? [t('policies.words.standIn')] : []),
      ...(rule.copies && rule.copies.length > 0
        ? [t('policies.words.copies', { to: join(rule.copies.map(copyText)) })]
        : []),
      t('policies.words.ended'),
    ];
  };
}
