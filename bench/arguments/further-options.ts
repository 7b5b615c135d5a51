import { nameOf, type CommandSpec } from '../command-spec.ts';
import { options, type OptionName } from '../options.ts';

/** So many options of a command its help shows at once. */
const mostShown = 10;

/** The options that help leaves out, unless it is asked for all: of a command with many those that are seldom used. */
export function furtherOptions(names: readonly OptionName[], words: readonly string[]): OptionName[] {
  if (names.length <= mostShown || words.includes('--all')) return [];
  return names.filter((name) => !('often' in options[name]));
}

/** How to see them; empty if there are none. */
export const furtherText = (command: CommandSpec, further: readonly OptionName[]): string =>
  further.length === 0 ? '' : `${further.length} more options: stagebench ${nameOf(command)} --help --all`;
