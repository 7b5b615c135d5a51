import type { Values } from './arguments/values.ts';
import type { CommandContext } from './context.ts';
import type { OptionSpec } from './options/option.ts';

/** Words behind the name of a command: one, or any number of them. */
type Positionals = Readonly<Record<string, 'word' | 'words'>>;

/** What a job is made with: the samples, the clock, and what the environment says. */
export type Known = Pick<CommandContext, 'definitions' | 'clock' | 'environment'>;

export interface CommandSpec {
  /** As in help: the name, then positional arguments. */
  readonly usage: string;
  /** Its place in help and docs: they come by this number, the smallest first. */
  readonly order: number;
  readonly isDefault?: boolean;
  readonly positionals?: Positionals;
  /** A `-` among its words is standard input. */
  readonly readsInput?: true;
  readonly describe: string;
  readonly notes?: string;
  /** Those of its own, and those that it shares with others, in the order of help and docs. */
  readonly options: readonly OptionSpec[];
  /** Options that mean something here without being given: those that need them may stand alone. */
  readonly implied?: readonly string[];
  readonly examples: readonly (readonly [string, string])[];
  /** Does what the values of options and words say, and resolves with the exit code. `all`: every command that there is. */
  readonly run: (values: never, context: CommandContext, all: readonly CommandSpec[]) => Promise<number>;
}

/** What a command is called by: the first word of its usage. */
export const nameOf = ({ usage }: Pick<CommandSpec, 'usage'>): string => usage.split(' ')[0] ?? '';

type ValuesOf<Options extends readonly OptionSpec[], Words extends Positionals> = Values<Options> & {
  readonly [Word in keyof Words]: Words[Word] extends 'words' ? readonly string[] : string;
};

/**
 * Declares a command. It has two steps: `resolve` makes a job of what was typed, and throws for what cannot be meant; `run`
 * does the job and never sees an option. Ties the types of both to the options and words that the command lists. Each step
 * loads its code when it is called, so that help and dry runs stay quick.
 */
export function defineCommand<
  const Options extends readonly OptionSpec[],
  Job,
  // eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- a command without words has none
  const Words extends Positionals = Record<never, never>,
>({
  resolve,
  run,
  ...spec
}: Omit<CommandSpec, 'options' | 'positionals' | 'run'> & {
  readonly options: Options;
  readonly positionals?: Words;
  readonly resolve: (values: ValuesOf<Options, Words>, known: Known) => Job | Promise<Job>;
  readonly run: (job: Job, context: CommandContext, all: readonly CommandSpec[]) => Promise<number>;
}): CommandSpec {
  return {
    ...spec,
    run: async (values: ValuesOf<Options, Words>, context, all) =>
      run(await resolve(values, context), context, all),
  };
}
