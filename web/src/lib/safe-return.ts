/** A path of this app to return to after signing in; anything else (another host, the sign-in page) is dropped. */
export function safeReturn(raw: unknown): string | undefined {
  if (typeof raw !== 'string' || !/^\/(?![/\\])/.test(raw) || raw.startsWith('/sign-in')) return undefined;
  return raw;
}
