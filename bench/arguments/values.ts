import type { OptionSpec } from '../options/option.ts';

interface ValueOf {
  list: string[];
  /** Each as it was typed: a comma may be a part of it. */
  repeated: string[];
  string: string;
  /** Empty if only the option is given. */
  'maybe-string': string;
  /** A path that can be read. */
  file: string;
  boolean: boolean;
  'whole-number': number;
  /** In ms. */
  duration: number;
  /** 0.03 = 3 %. */
  share: number;
  /** In bit/s. */
  rate: number;
}

type Optional<Spec> = Spec extends { default: unknown } ? never : undefined;
type Value<Spec extends OptionSpec> = Spec extends { choices: readonly (infer C)[] }
  ? C
  : ValueOf[Spec['type']];

/** The parsed values of some options: kebab-case names as they are typed. */
export type Values<Options extends readonly OptionSpec[]> = {
  readonly [Spec in Options[number] as Spec['name']]: Value<Spec> | Optional<Spec>;
};
