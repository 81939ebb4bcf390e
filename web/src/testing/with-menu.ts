import type { Component } from 'vue';
import { defineComponent, h } from 'vue';
import { useWorkCounts } from '../session/useWorkCounts';

/** A page beside a menu that counts the work, as in the console: whether an act counts it anew is seen by what is asked. */
export const withMenu = <T extends Component>(page: T): T =>
  defineComponent({
    setup(_, { attrs }) {
      useWorkCounts(({ toApprove }) => toApprove);
      return () => h(page, attrs);
    },
  }) as unknown as T;
