import type { ContentField, FieldRole } from '@xietong/shared/content';
import { useI18n } from 'vue-i18n';
import { formatFen, formatNumber } from '../../lib/number-format';
import type { ChannelOption } from './content-model';

export interface FieldText {
  /** The field's own label in the present language, the role's name where it has none. */
  fieldLabel: (field: Pick<ContentField, 'labels' | 'role'>) => string;
  roleLabel: (role: FieldRole) => string;
  /** The whole value in one text, for comparing and reading aloud; '' when unfilled. */
  valueText: (field: ContentField, channels?: readonly ChannelOption[]) => string;
}

/** Words for fields and their values. */
export function useFieldText(): FieldText {
  const { t, te, locale } = useI18n();
  const channelName = (code: string): string => {
    const key = `content.preview.channel.${code}`;
    return te(key) ? t(key) : code;
  };
  const roleLabel = (role: FieldRole) => t(`content.role.${role}`);

  function valueText(field: ContentField, channels: readonly ChannelOption[] = []): string {
    if (field.value === null) return '';
    switch (field.role) {
      case 'headline':
      case 'body':
      case 'terms':
      case 'smsText':
      case 'link':
        return field.value;
      case 'image':
        return `${field.value.alt} (${field.value.sha256.slice(0, 12)})`;
      case 'button':
        return `${field.value.label} → ${field.value.href}`;
      case 'benefit':
        return field.value.items.map((item) => item.text).join('\n');
      case 'gift': {
        const { kind, specification, quantity, term, manner } = field.value;
        return [
          kind,
          specification,
          t('content.gift.pieces', { count: formatNumber(quantity) }),
          term,
          manner,
        ].join(' · ');
      }
      case 'offer': {
        const { code, name, tariffNumber, priceFen } = field.value;
        return [name, formatFen(priceFen), code, tariffNumber].join(' · ');
      }
      case 'period':
        return `${field.value.from} – ${field.value.to}`;
      case 'channels':
        return field.value
          .map((code) => channels.find((each) => each.code === code)?.label ?? channelName(code))
          .join(' · ');
    }
  }

  return {
    fieldLabel: ({ labels, role }) =>
      (locale.value === 'en' ? labels.en : labels.zh).trim() || roleLabel(role),
    roleLabel,
    valueText,
  };
}
