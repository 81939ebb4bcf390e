const BROWSERS = [
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\bFirefox\//],
  ['WeChat', /\bMicroMessenger\//],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
] as const;
const SYSTEMS = [
  ['HarmonyOS', /HarmonyOS|OpenHarmony/],
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const;

export interface Device {
  /** Name of the browser; null = not known. */
  readonly browser: (typeof BROWSERS)[number][0] | null;
  readonly system: (typeof SYSTEMS)[number][0] | null;
}

/** What a browser says of itself, as far as a person would recognise their own device by it. */
export function deviceOf(userAgent: string): Device {
  return {
    browser: BROWSERS.find(([, mark]) => mark.test(userAgent))?.[0] ?? null,
    system: SYSTEMS.find(([, mark]) => mark.test(userAgent))?.[0] ?? null,
  };
}

/** An address of which the network is left: `10.32.*.*`, `2001:db8:*`. */
export function maskAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  const octets = plain.split('.');
  if (octets.length === 4) return `${octets.slice(0, 2).join('.')}.*.*`;
  return plain.includes(':') ? `${plain.split(':').slice(0, 2).join(':')}:*` : '*';
}
