import type { Component } from 'vue';

/** One line of a menu behind a button. */
export interface DropMenuItem<Command extends string = string> {
  command: Command;
  label: string;
  icon: Component;
  /** Stands apart from the lines above it. */
  divided?: boolean;
  /** Keeps the icon's room without the icon: the other lines show which one is chosen. */
  iconless?: boolean;
}
