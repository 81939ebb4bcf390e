import type { Action, SubjectName } from '@xietong/shared/tenants';
import type { Component, Ref } from 'vue';
import type { RouteRecordRaw } from 'vue-router';

/** Entries of the menu, in order; `group.entry` stands on the second level. */
export const MENU_IDS = [
  'workbench',
  'campaigns',
  'localisation',
  'points',
  'audiences',
  'disclosures',
  'approvals',
  'metrics',
  'demo-hall',
  'audit',
  'findings',
  'system.people',
  'system.functions',
  'system.policies',
  'system.channels',
] as const;
export type MenuId = (typeof MENU_IDS)[number];

declare module 'vue-router' {
  interface RouteMeta {
    /** i18n key of the page's name, used until the page gives a title of its own. */
    titleKey?: string;
    /** The menu entry this page belongs to; on the page without `parent` it is the entry itself. */
    menu?: MenuId;
    icon?: Component;
    /** Name of the page above in the breadcrumbs. */
    parent?: string;
    /** What one must be able to do to open the page. Either this or `open` is required. */
    can?: { action: Action; subject: SubjectName };
    /** For the few pages without a permission of their own. */
    open?: 'public' | 'signedIn';
    /** Stands without the frame, as public pages do. */
    alone?: boolean;
    /** Only where the demo province is loaded. */
    demoOnly?: boolean;
  }
}

/** What `features/<feature>/index.ts` hands to the app. */
export interface FeatureDoor {
  routes: RouteRecordRaw[];
  /** The number beside the feature's menu entry; runs once in the frame's setup. */
  useMenuCount?: () => Readonly<Ref<number | undefined>>;
  /** What the feature notes of the pages that are opened; runs once in the frame's setup. */
  useVisits?: () => void;
  /** What the feature puts into the top bar, beside the person. */
  topBarItem?: Component;
}
