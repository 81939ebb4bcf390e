import type { InjectionKey } from 'vue';

/** Finds what attributes of customers are called in the present language, by their names; for setup functions. */
export type AttributeNames = () => (name: string) => string;

/** The application puts the labels of the province here; without them attributes are called what they are named. */
export const ATTRIBUTE_NAMES: InjectionKey<AttributeNames> = Symbol('attribute names');
export const plainNames: AttributeNames = () => (name) => name;
