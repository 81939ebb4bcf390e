import {
  Calendar,
  ChatDotSquare,
  CirclePlus,
  Document,
  EditPen,
  Flag,
  Goods,
  Link,
  Lock,
  Medal,
  Money,
  Picture,
  Pointer,
  Present,
  Share,
  Tickets,
  Crop,
} from '@element-plus/icons-vue';
import type { FieldRole, PolicyKind } from '@xietong/shared/content';
import type { Component } from 'vue';

export const ROLE_ICONS: Record<FieldRole, Component> = {
  headline: Medal,
  body: Document,
  image: Picture,
  button: Pointer,
  link: Link,
  benefit: Goods,
  gift: Present,
  terms: Tickets,
  smsText: ChatDotSquare,
  offer: Money,
  period: Calendar,
  channels: Share,
};

export const POLICY_ICONS: Record<PolicyKind, Component> = {
  LOCKED: Lock,
  EDITABLE: EditPen,
  REQUIRED_LOCAL: Flag,
  APPEND_ONLY: CirclePlus,
  NARROW_ONLY: Crop,
};
