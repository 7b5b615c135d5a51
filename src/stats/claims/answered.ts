import { Unanswered } from './unanswered.ts';

/** A value of the rows; what is empty in them is not 0: it ends the rule. `what` begins a sentence. */
export function answered<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Unanswered(`${what} was not measured`);
  return value;
}
