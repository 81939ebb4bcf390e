/** Advertising Law, article 14: whatever is shown for money says so. */
export const ADVERTISEMENT_MARK = '广告';

/** The refusal notice that ends every commercial message; the exact words are prescribed. */
export const SMS_REFUSAL_SUFFIX = '拒收请回复R';

/** The sender's signature is put between these. */
export const SMS_SIGNATURE_BRACKETS = ['【', '】'] as const;
