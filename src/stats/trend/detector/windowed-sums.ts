import type { JudgedNights } from './judged-nights.ts';

/** A night that is further away than this many scales says no more than that. */
const clip = 2.8;

/**
 * How far the last nights are above and below a level, summed up: of all spans that end with the newest night the one whose sum is the
 * largest, in each direction. What every night lies away by chance is taken off (`drop`). It is filled anew half a million times for ten
 * years of all series: nothing is made for it.
 */
export class WindowedSums {
  up = 0;
  down = 0;
  /** Nights of these spans. */
  nightsUp = 0;
  nightsDown = 0;

  /** Of the last nights, as many as `most`. */
  fill({ values, length }: JudgedNights, most: number, level: number, scale: number, drop: number): void {
    let up = 0;
    let down = 0;
    let bestUp = 0;
    let bestDown = 0;
    let nightsUp = 0;
    let nightsDown = 0;
    for (let count = 1; count <= most; count += 1) {
      const away = ((values[length - count] ?? 0) - level) / scale;
      const z = away > clip ? clip : away < -clip ? -clip : away;
      up += z - drop;
      down -= z + drop;
      if (up > bestUp) {
        bestUp = up;
        nightsUp = count;
      }
      if (down > bestDown) {
        bestDown = down;
        nightsDown = count;
      }
    }
    this.up = bestUp;
    this.down = bestDown;
    this.nightsUp = nightsUp;
    this.nightsDown = nightsDown;
  }
}
