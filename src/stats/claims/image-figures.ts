import type { Evidence } from '../../domain/definitions/claim.ts';
import type { Variant } from '../../domain/run/plan.ts';

/** Whole image, not compressed. */
export const sizeOf = (evidence: Evidence, variant: Variant): number =>
  evidence.fact(variant, 'the size', ({ size_bytes }) => size_bytes);

export const baseOf = (evidence: Evidence, variant: Variant): number =>
  evidence.fact(variant, 'the size of the base', ({ base_bytes }) => base_bytes);

/** What the Dockerfile adds to the base. */
export const ownOf = (evidence: Evidence, variant: Variant): number =>
  evidence.fact(variant, 'the size without the base', ({ own_bytes }) => own_bytes);

export const compilersOf = (evidence: Evidence, variant: Variant): number =>
  evidence.fact(variant, 'the number of compilers', ({ compilers }) => compilers);

export const shellsOf = (evidence: Evidence, variant: Variant): number =>
  evidence.fact(variant, 'the number of shells', ({ shells }) => shells);

export const executablesOf = (evidence: Evidence, variant: Variant): number =>
  evidence.fact(variant, 'the number of executables', ({ executables }) => executables);

/** Packages of Node and Python, and modules of Go programs. */
export const languagePackagesOf = (evidence: Evidence, variant: Variant): number =>
  evidence.fact(variant, 'the number of packages', ({ language_packages }) => language_packages);

/** Compressed, as it travels. */
export const transferOf = (evidence: Evidence, variant: Variant): number =>
  evidence.fact(variant, 'what travels', ({ transfer_bytes }) => transfer_bytes);

/** Onto an engine without any image; ms. */
export const pullOf = (evidence: Evidence, variant: Variant): number =>
  evidence.fact(variant, 'the pull', ({ pull_empty_ms }) => pull_empty_ms);

/** Onto an engine that has the base; ms. */
export const pullOnBaseOf = (evidence: Evidence, variant: Variant): number =>
  evidence.fact(variant, 'the pull onto the base', ({ pull_based_ms }) => pull_based_ms);

export const startOf = (evidence: Evidence, variant: Variant): number =>
  evidence.fact(variant, 'the start', ({ start_ms }) => start_ms);

export const idleMemoryOf = (evidence: Evidence, variant: Variant): number =>
  evidence.fact(variant, 'the idle memory', ({ idle_memory_bytes }) => idle_memory_bytes);
