import type { Constraint, FieldRole } from '@xietong/shared/content';
import { useI18n } from 'vue-i18n';
import { formatFen } from '../../lib/number-format';
import { constraintPartsOf } from './content-model';
import type { ConstraintPart } from './content-model';

function range(low: number | undefined, high: number | undefined): 'between' | 'atLeast' | 'atMost' | null {
  if (low !== undefined && high !== undefined) return 'between';
  if (low !== undefined) return 'atLeast';
  return high === undefined ? null : 'atMost';
}

/** Guard-rails in short sentences, only those that bind the role. */
export function useConstraintText(): (role: FieldRole, constraint: Constraint) => string[] {
  const { t } = useI18n();
  const list = (items: readonly string[] | undefined) => (items ?? []).join(t('content.constraint.comma'));

  function sentence(part: ConstraintPart, rail: Constraint): string | null {
    if (part === 'length') {
      const kind = range(rail.minLength, rail.maxLength);
      return (
        kind && t(`content.constraint.length.${kind}`, { min: rail.minLength ?? 0, max: rail.maxLength ?? 0 })
      );
    }
    if (part === 'price') {
      const kind = range(rail.minFen, rail.maxFen);
      return (
        kind &&
        t(`content.constraint.price.${kind}`, {
          min: formatFen(rail.minFen ?? 0),
          max: formatFen(rail.maxFen ?? 0),
        })
      );
    }
    if (part === 'choices')
      return rail.choices?.length ? t('content.constraint.choices', { list: list(rail.choices) }) : null;
    if (part === 'domains')
      return rail.linkDomains?.length
        ? t('content.constraint.domains', { list: list(rail.linkDomains) })
        : null;
    if (part === 'words')
      return rail.forbiddenWords?.length
        ? t('content.constraint.words', { list: list(rail.forbiddenWords) })
        : null;
    return rail.pattern ? t('content.constraint.pattern', { pattern: rail.pattern }) : null;
  }

  return (role, constraint) => constraintPartsOf(role).flatMap((part) => sentence(part, constraint) ?? []);
}
