import type { Component } from 'vue';
import type { RouteRecordRaw } from 'vue-router';
import { MENU_IDS, type MenuId } from '../lib/route-meta';
import type { Can } from '../session/useCan';
import { mayOpen } from './access';

export interface MenuEntry {
  id: MenuId;
  /** i18n key of the label. */
  labelKey: string;
  routeName: string;
  path: string;
  icon: Component | undefined;
}

/** A first-level entry, or a group with entries of its own. */
export interface MenuItem {
  entry: MenuEntry | undefined;
  groupKey: string | undefined;
  children: MenuEntry[];
}

/** The menu of the present duty, in the fixed order of the jobs. What may not be opened is not there. */
export function menuOf(routes: readonly RouteRecordRaw[], can: Can, demo: boolean): MenuItem[] {
  const items: MenuItem[] = [];
  for (const id of MENU_IDS) {
    const route = routes.find(({ meta }) => meta?.menu === id && !meta.parent);
    if (!route?.meta || !mayOpen(route.meta, can, demo)) continue;
    const entry: MenuEntry = {
      id,
      labelKey: `menu.${id}`,
      routeName: String(route.name),
      path: route.path,
      icon: route.meta.icon,
    };
    const group = id.includes('.') ? id.slice(0, id.indexOf('.')) : undefined;
    const open = group && items.find((item) => item.groupKey === `menu.${group}.title`);
    if (open) open.children.push(entry);
    else if (group) items.push({ entry: undefined, groupKey: `menu.${group}.title`, children: [entry] });
    else items.push({ entry, groupKey: undefined, children: [] });
  }
  return items;
}

/** The first page of the menu, where one lands after signing in. */
export function homeOf(items: readonly MenuItem[]): string | undefined {
  const first = items[0];
  return first?.entry?.path ?? first?.children[0]?.path;
}
