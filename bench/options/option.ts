import type { Definitions } from '../../src/domain/definitions/definitions.ts';

/** One option of the command line. Parser, types, help and docs are made from its declaration. */
export interface OptionSpec {
  /** As it is typed, without `--`. Wherever it is taken, it means the same: two commands share one declaration. */
  readonly name: string;
  readonly type:
    | 'list'
    | 'repeated'
    | 'string'
    | 'maybe-string'
    | 'file'
    | 'boolean'
    | 'whole-number'
    | 'duration'
    | 'share'
    | 'rate';
  readonly describe: string | ((known: Definitions) => string);
  /**
   * `rows`: what is measured, or how. A run that goes on keeps it as it was, and `--resume` refuses another.
   * `words`: everything else: what is printed, where files lie, and how an engine is found. (A run that goes on compares the
   * engine itself as soon as it is known.)
   */
  readonly affects: 'rows' | 'words';
  /** For an option that affects rows: a run that goes on takes it anew all the same. It adds rows, and changes none. */
  readonly addsRows?: true;
  /** For an option that affects words: a resumed run keeps its value unless another one is given. */
  readonly lasts?: true;
  /** An option that people use often: `--help` of a command with many options shows only these; `--help --all` shows all. */
  readonly often?: true;
  /** Its value may begin with a single dash, as `-size_bytes`. */
  readonly mayBeginWithDash?: true;
  readonly choices?: readonly string[];
  readonly default?: string | number | boolean;
  /** Smallest and largest value of a whole number. */
  readonly range?: readonly [number, number];
  /** Options that must not be given together with this one; `rows`: all of the command that change them. */
  readonly excludes?: readonly string[] | 'rows';
  /** Options without which this one means nothing. */
  readonly needs?: string | readonly string[];
}

/** Declares an option, and keeps what its type says of the value. */
export const option = <const Spec extends OptionSpec>(spec: Spec): Spec => spec;

/** The names of the options that affect rows, or words. */
export const namesThatAffect = (
  what: OptionSpec['affects'],
  options: readonly OptionSpec[],
): readonly string[] => options.filter(({ affects }) => affects === what).map(({ name }) => name);

/** The options of the same command that must not be given together with this one. */
export const excludedBy = (
  { excludes = [] }: OptionSpec,
  options: readonly OptionSpec[],
): readonly string[] =>
  excludes === 'rows'
    ? namesThatAffect(
        'rows',
        options.filter(({ addsRows }) => !addsRows),
      )
    : excludes;

/** What is said of an option in help and docs. */
export const descriptionOf = ({ describe }: OptionSpec, known: Definitions): string =>
  typeof describe === 'string' ? describe : describe(known);
