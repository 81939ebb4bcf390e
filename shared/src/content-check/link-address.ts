import { ENDINGS, HAN_ENDINGS, SHORT_LINKS } from './link-endings';

/** Where a link leads. */
export interface LinkTarget {
  /** As a browser reads it: small letters, `xn--` for others than Latin, no port. */
  readonly host: string;
  /** The reader cannot tell from it where it leads: a number, a short link, letters that look alike, another name before an @. */
  readonly isDisguised: boolean;
  /** Whether no list of domains excuses the disguise. */
  readonly isTrick: boolean;
}

/** An address in a text: units `[start, end)` of the original. */
export interface WrittenAddress extends LinkTarget {
  readonly start: number;
  readonly end: number;
}

/** Seen by nobody: zero widths, marks, soft hyphens. */
const UNSEEN = /^[\p{Cf}\p{M}\u115F\u1160\u3164\uFFA0]$/u;

function visible(text: string): { text: string; starts: number[]; ends: number[] } {
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    if (!UNSEEN.test(character))
      for (const unit of character.normalize('NFKC').toLowerCase().split('')) {
        units.push(unit);
        starts.push(at);
        ends.push(end);
      }
    at = end;
  }
  return { text: units.join(''), starts, ends };
}

const NUMBER = /^\d{1,3}(?:\.\d{1,3}){3}$/;
/** Letters beside Latin and Han ones: they are there to look like Latin ones. */
const LOOK_ALIKE = /(?![\p{Script=Han}a-z])\p{L}/u;

/** Whether a host is a domain or lies below it. */
export function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** What a browser makes of user part, host and port; null where it makes nothing of them. */
function targetOf(authority: string): LinkTarget | null {
  const at = authority.lastIndexOf('@');
  const written = authority.slice(at + 1);
  let host: string;
  try {
    host = new URL(`http://${written}`).hostname.replace(/\.$/, '');
  } catch {
    return null;
  }
  if (host === '') return null;
  const isNumber = NUMBER.test(host) || host.startsWith('[');
  const isForeign = /(?:^|\.)xn--/.test(written) || LOOK_ALIKE.test(written);
  const isShort = SHORT_LINKS.some((short) => isWithin(host, short));
  return { host, isDisguised: at >= 0 || isNumber || isForeign || isShort, isTrick: at >= 0 };
}

/** A part of a host in any letters but Han ones, between which nothing tells it from the text around it. */
const LETTER = '(?:(?!\\p{Script=Han})[\\p{L}\\p{N}_-])';
/** Not inside a longer name, nor behind the @ of a mail address. */
const BEGIN = `(?<!${LETTER})(?<!${LETTER}[.@])`;
const END = `(?!${LETTER}|@)`;
/** A dot however it is put to be overlooked by a search. */
const HIDDEN_DOT = '[ \\t]{0,3}(?:[.。点]|\\[\\.\\]|\\(\\.\\)|\\[dot\\]|\\(dot\\))[ \\t]{0,3}';
const COMMON = '(?:com|cn|net|org)';

const WITH_SCHEME =
  /(?:https?|hxxps?|ftp)[ \t]{0,2}:[ \t]{0,2}([/\\]*)([^\s/\\?#"'<>，。、；！？（）()【】《》「」“”‘’…|]+)/gu;
const IPV6 = /\[[0-9a-f:.]{2,45}\]/gu;
/** Four numbers are a version where a text says so. */
const IPV4 = new RegExp(
  `${BEGIN}(?<!(?:版本?|ver|version|build)[ :]{0,3})(?:\\d{1,3}\\.){3}\\d{1,3}(?!${LETTER}|\\.\\d)`,
  'gu',
);
const BARE = new RegExp(
  `${BEGIN}(?:${LETTER}+\\.)+(?:${ENDINGS.join('|')})(?!${LETTER})(?:\\.[a-z]{2,24}(?!${LETTER}))*${END}`,
  'gu',
);
const WWW = new RegExp(`${BEGIN}www\\.(?:${LETTER}+\\.)*[a-z]{2,24}${END}`, 'gu');
const HIDDEN = new RegExp(
  `${BEGIN}${LETTER}+(?:\\.${LETTER}+)*${HIDDEN_DOT}(?:${COMMON}${HIDDEN_DOT})?${COMMON}${END}`,
  'gu',
);
const ANY_HIDDEN_DOT = new RegExp(HIDDEN_DOT, 'gu');
const HAN = new RegExp(
  '(?<![\\p{L}\\p{N}_-])(?<![\\p{L}\\p{N}]\\.)(?:[\\p{L}\\p{N}_-]+\\.)+' +
    `(?:(?:${HAN_ENDINGS.join('|')})(?![\\p{L}\\p{N}])|${COMMON}${END})`,
  'gu',
);

/** Numbers of a list, 1.VIP 2.APP, and the like of Co.Ltd are no hosts, unless a path or port comes behind. */
const NO_HOST = /^(?:\d{1,2}\.(?!(?:com|cn|net|org)$)[a-z]+|(?:co|inc)\.ltd)$/;

interface Found {
  readonly start: number;
  readonly end: number;
  readonly authority: string;
}

/** Up to where an address with a scheme goes: texts go on in Chinese right behind it. */
function authorityOf(run: string): string {
  const latin = /^[\x21-\x7e]+/.exec(run)?.[0] ?? '';
  const rest = run.slice(latin.length);
  return latin === '' || /[.@-]$/.test(latin) || /[.@]/.test(rest) ? run : latin;
}

function withScheme(text: string): Found[] {
  return [...text.matchAll(WITH_SCHEME)].flatMap(({ 0: whole, 1: slashes = '', 2: run = '', index }) => {
    const authority = authorityOf(run).replace(/[.,;:!]+$/, '');
    if (slashes.length < 2 && !/[.@]/.test(authority)) return [];
    return [{ start: index, end: index + whole.length - run.length + authority.length, authority }];
  });
}

function named(text: string, pattern: RegExp): Found[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: authority, index: start }) => {
    const end = start + authority.length;
    return NO_HOST.test(authority) && !/[/:?#]/.test(text.charAt(end)) ? [] : [{ start, end, authority }];
  });
}

/** In Latin letters it is found without the text before it, and points of a list, 1.公司 or A.网络, are no names. */
function isHanName({ authority }: Found): boolean {
  const [name = '', ending = ''] = authority.split('.').slice(-2);
  return /^[a-z]/.test(ending) ? /\p{Script=Han}$/u.test(name) : /\p{L}[\p{L}\p{N}_-]/u.test(name);
}

function isAddressNumber({ authority }: Found): boolean {
  return authority.split('.').every((part) => Number(part) <= 255);
}

/** Every address that a text names, with a scheme or without, in the order of their places, none inside another. */
export function writtenAddresses(original: string): WrittenAddress[] {
  const { text, starts, ends } = visible(original);
  const found = [
    ...withScheme(text),
    ...named(text, IPV6),
    ...named(text, IPV4).filter(isAddressNumber),
    ...[BARE, WWW].flatMap((pattern) => named(text, pattern)),
    ...named(text, HAN).filter(isHanName),
    ...named(text, HIDDEN).map((each) => ({
      ...each,
      authority: each.authority.replace(ANY_HIDDEN_DOT, '.'),
    })),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  let reach = 0;
  return found.flatMap(({ start, end, authority }) => {
    if (end <= reach) return [];
    const target = targetOf(authority);
    if (!target) return [];
    reach = end;
    return [{ ...target, start: starts[start] ?? 0, end: ends[end - 1] ?? original.length }];
  });
}

/** A host that no site has: paths of the channel's own site are resolved against it. */
const OWN_SITE = 'own-site.invalid';

/** Where the link of a field leads; null for a path on the channel's own site and for what is no link at all. */
export function linkTarget(href: string): LinkTarget | null {
  let url: URL;
  try {
    url = new URL(href, `https://${OWN_SITE}`);
  } catch {
    return writtenAddresses(href)[0] ?? null;
  }
  if (url.hostname === OWN_SITE) return href.startsWith('/') ? null : (writtenAddresses(href)[0] ?? null);
  if (!/^(?:https?|ftp):$/.test(url.protocol)) return null;
  const written = /^[a-z0-9+.-]*:?[/\\]*([^/\\?#]*)/iu.exec(href)?.[1] ?? '';
  return targetOf(written.normalize('NFKC').toLowerCase()) ?? targetOf(url.host);
}
