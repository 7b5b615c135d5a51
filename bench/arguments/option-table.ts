import { commands } from '../commands/index.ts';
import type { OptionSpec } from '../options/option.ts';

/** Every option of every command by its name, in the order of help: for words that are read before their command is known. */
export const optionTable: ReadonlyMap<string, OptionSpec> = new Map(
  commands.flatMap(({ options }) => options.map((option) => [option.name, option])),
);
