import type { Answer } from '../../../record/history/answers.ts';
import type { Night } from '../../../record/history/history.ts';
import { isPinned, type Cause } from './causes.ts';
import type { MergedEvent } from './merge-events.ts';

/** A change of the level of times: one alert, of however many series. */
export interface TimeEvent {
  /**
   * Id of the alert that it belongs to, `20260302-go-slim-cold-slower`: what it was when it was found first. What one cause did in one
   * night has one; an alert that grows keeps it.
   */
  readonly alert: string;
  /** `far`: one night that lies far away, which may be chance. */
  readonly kind: 'confirmed' | 'suspected' | 'far';
  readonly scope: MergedEvent['scope'];
  /** `all`, `warm`, `go/slim`, `go/slim/cold`. */
  readonly subject: string;
  /** 1: it takes longer. */
  readonly direction: 1 | -1;
  /** New level ÷ old level. */
  readonly ratio: number;
  /** The first night at the new level, and the one in which it was found first. */
  readonly since: Night;
  readonly found: Night;
  /** `go/slim/cold`, …: the cells that changed; none for a finding about all of a variant or of the family. */
  readonly cells: readonly string[];
  /** How many cells there were, of all apps. */
  readonly of: number;
  /** What differs between the nights before and after; no pinned input among it: the environment. */
  readonly causes: readonly Cause[];
  /** The newest one about one of its cells. */
  readonly answer?: Answer;
  /** What it was put together from: when each part was found, and how large it is. */
  readonly parts: readonly { readonly subject: string; readonly found: Night; readonly ratio: number }[];
}

/**
 * A slowdown that something pinned explains, unless both states took the same when they were built side by side. Without a pinned cause it
 * is the environment's, and fails nothing.
 */
export const isRegression = ({ kind, direction, causes, answer }: TimeEvent): boolean =>
  kind === 'confirmed' &&
  direction === 1 &&
  causes.some(isPinned) &&
  (answer === undefined || answer.verdict === 'slower' || answer.verdict === 'impossible');
