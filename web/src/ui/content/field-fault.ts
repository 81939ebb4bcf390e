import { inject } from 'vue';
import type { InjectionKey, Ref } from 'vue';

/** The code of what is wrong with the field around; undefined = nothing, or nobody knows more than its text. */
export const FIELD_FAULT: InjectionKey<Ref<string | undefined>> = Symbol('field fault');

/** Which part of a field a problem is about, where it is not the whole value. */
const PARTS: Readonly<Record<string, string>> = {
  OFFER_TARIFF_REQUIRED: 'tariffNumber',
  OFFER_CODE_INVALID: 'code',
  FIELD_PRICE_TOO_LOW: 'price',
  FIELD_PRICE_TOO_HIGH: 'price',
  GIFT_QUANTITY_INVALID: 'quantity',
  FIELD_LINK_INVALID: 'href',
  FIELD_LINK_NOT_ALLOWED: 'href',
  LABEL_REQUIRED: 'settings',
  CONSTRAINT_RANGE_EMPTY: 'settings',
  FIELD_PATTERN_INVALID: 'settings',
  FIELD_POLICY_UNFIT: 'settings',
};

/** Whether what is wrong lies in the names or the guard-rails of a field, not in its value. */
export const isFaultOfSettings = (code: string | undefined): boolean =>
  code !== undefined && PARTS[code] === 'settings';

/**
 * For controls of several parts: `isSound` answers whether a part has nothing to do with what is wrong with the field,
 * in the form of the attribute `data-sound`, which keeps FormField from marking it.
 */
export function useFieldFault(): { isSound: (part: string, text: string | undefined) => true | undefined } {
  const code = inject(FIELD_FAULT, null);
  return {
    isSound: (part, text) => {
      const given = code?.value;
      if (given === undefined) return undefined;
      const isAtFault =
        given === 'FIELD_REQUIRED' ? (text ?? '').trim() === '' : (PARTS[given] ?? part) === part;
      return isAtFault ? undefined : true;
    },
  };
}
