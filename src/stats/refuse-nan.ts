/**
 * Throws RangeError, naming the argument, where a number is NaN: handed on it would make NaN of all that hangs on it, or,
 * as no comparison with it is true, a verdict of nothing.
 */
export function refuseNaN(argument: string, value: number | readonly number[] | undefined): void {
  if (typeof value === 'number' ? !Number.isNaN(value) : value?.some(Number.isNaN) !== true) return;
  throw new RangeError(`${argument} ${typeof value === 'number' ? 'is' : 'has'} NaN`);
}

/** The same for times of which logarithms are taken: an endless one would be a difference beyond all doubt. */
export function refuseInfinite(argument: string, values: readonly number[]): void {
  refuseNaN(argument, values);
  if (values.some((value) => !Number.isFinite(value))) throw new RangeError(`${argument} has Infinity`);
}
