/** A time as it was measured, to the µs: what arithmetic adds behind that is no number of anybody's. ms. */
export const measuredMs = (ms: number): number => Math.round(ms * 1000) / 1000;

/** The same in seconds. */
export const measuredSeconds = (ms: number): number => Math.round(ms * 1000) / 1e6;
