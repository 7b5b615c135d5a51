import { masked } from './masked.ts';
import { visibleLines } from './visible.ts';

/**
 * A text as it may be printed, whoever wrote the words in it: without secrets in addresses, and with nothing that acts on a
 * terminal. All that Stagebench prints goes through here. `secrets` are those that `secretsIn` found.
 */
export const printed = (text: string, secrets?: readonly string[]): string =>
  visibleLines(masked(text, secrets));
