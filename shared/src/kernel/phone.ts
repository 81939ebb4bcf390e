const MAINLAND_MOBILE = /^1[3-9]\d{9}$/;

/**
 * Mainland mobile number in its plain 11 digits, or null.
 * Accepts +86, 0086 or 86 before it, and spaces, dashes and full-width digits within.
 */
export function normalisePhone(text: string): string | null {
  const digits = text
    .normalize('NFKC')
    .trim()
    .replace(/[\s-]/g, '')
    .replace(/^(?:\+|00)?86(?=1[3-9]\d{9}$)/, '');
  return MAINLAND_MOBILE.test(digits) ? digits : null;
}

/** A number as it may be shown: `138****1234`. Anything else is masked whole. */
export function maskPhone(phone: string): string {
  return /^\d{11}$/.test(phone) ? `${phone.slice(0, 3)}****${phone.slice(7)}` : '****';
}
