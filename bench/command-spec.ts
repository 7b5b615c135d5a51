import type { CommandContext } from './context.ts';
import type { OptionName, Values } from './options.ts';

export interface CommandSpec {
  /** As in help: the name, then positional arguments. */
  readonly usage: string;
  readonly isDefault?: boolean;
  readonly positionals?: readonly string[];
  readonly describe: string;
  readonly notes?: string;
  readonly options: readonly OptionName[];
  readonly examples: readonly (readonly [string, string])[];
  readonly run: (values: never, context: CommandContext) => Promise<number>;
}

/** Ties the type of `run` to the options the command lists. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- it says what `run` gets besides options
export function command<const Names extends readonly OptionName[], Extra extends object = object>(
  spec: Omit<CommandSpec, 'options' | 'run'> & {
    readonly options: Names;
    readonly run: (values: Values<Names[number]> & Extra, context: CommandContext) => Promise<number>;
  },
): CommandSpec {
  return spec;
}
