import { describe, expect, it } from 'vitest';
import { parse } from 'vue/compiler-sfc';

const components = import.meta.glob<string>('../**/*.vue', { eager: true, query: '?raw', import: 'default' });

/** What Esc does not close, by the reason. */
const STAYS: Readonly<Record<string, string>> = {
  SecretDialog: 'what it shows is shown once',
  SessionDialog: 'nobody is signed in behind it',
};

interface TemplateNode {
  readonly tag?: string;
  readonly props?: readonly {
    readonly name: string;
    readonly arg?: { readonly content?: string };
    readonly exp?: { readonly content?: string };
  }[];
  readonly children?: readonly unknown[];
}
interface Dialog {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string | undefined>;
}

const nameOf = (path: string): string => /(\w+)\.vue$/.exec(path)?.[1] ?? path;

/** Every element of the templates with what it is given, by the component in which it stands. */
function elements(sources: Readonly<Record<string, string>>): (Dialog & { readonly tag: string })[] {
  const found: (Dialog & { tag: string })[] = [];
  function visit(name: string, { tag, props = [], children = [] }: TemplateNode): void {
    const attributes = new Map(
      props.map((each) => [each.name === 'bind' ? (each.arg?.content ?? '') : each.name, each.exp?.content]),
    );
    if (tag !== undefined) found.push({ name, tag, attributes });
    for (const child of children) visit(name, child as TemplateNode);
  }
  for (const [path, source] of Object.entries(sources)) {
    const { ast } = parse(source).descriptor.template ?? {};
    if (ast) visit(nameOf(path), ast as TemplateNode);
  }
  return found;
}

/** What keeps dialogs from being alike: all are the library's one part, which takes, holds and gives back the focus. */
function faultsOf(sources: Readonly<Record<string, string>>): string[] {
  return elements(sources).flatMap(({ name, tag, attributes }) => {
    if (tag === 'dialog' || attributes.has('aria-modal')) return [`${name}: a dialog of its own`];
    if (tag !== 'el-dialog' && tag !== 'el-drawer') return [];
    const esc = attributes.get('close-on-press-escape');
    return [
      ...(attributes.has('title') ? [] : [`${name}: has no name`]),
      ...(esc === 'false' && !(name in STAYS) ? [`${name}: Esc does not close it`] : []),
      ...(attributes.get('lock-scroll') === 'false' || attributes.get('modal') === 'false'
        ? [`${name}: the page behind it stays open`]
        : []),
    ];
  });
}

describe('dialogs', () => {
  it('are all built on one part, have a name and close by Esc', () => {
    const dialogs = elements(components).filter(({ tag }) => tag === 'el-dialog' || tag === 'el-drawer');
    expect(dialogs.length).toBeGreaterThan(20);
    expect(faultsOf(components)).toEqual([]);
  });

  it('that stay are the ones that are named', () => {
    const staying = elements(components).filter(
      ({ attributes }) => attributes.get('close-on-press-escape') === 'false',
    );
    expect(new Set(staying.map(({ name }) => name))).toEqual(new Set(Object.keys(STAYS)));
  });

  it('are found wherever they are not so', () => {
    const one = (template: string) => faultsOf({ 'Ask.vue': `<template>${template}</template>` });
    expect(one('<dialog open>?</dialog>')).toEqual(['Ask: a dialog of its own']);
    expect(one('<div role="dialog" aria-modal="true" />')).toEqual(['Ask: a dialog of its own']);
    expect(one('<el-dialog v-model="open" />')).toEqual(['Ask: has no name']);
    expect(one('<el-dialog :title="t" :close-on-press-escape="false" />')).toEqual([
      'Ask: Esc does not close it',
    ]);
    expect(one('<el-drawer :title="t" :close-on-press-escape="!running" />')).toEqual([]);
    expect(one('<el-dialog :title="t" :modal="false" />')).toEqual(['Ask: the page behind it stays open']);
  });
});
