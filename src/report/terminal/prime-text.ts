/** What a prime is, for first-time readers. */
export const primeText =
  'a prime is an untimed build that fills the cache for the warm and edit builds after it. A round that has no cold build ' +
  'of the variant needs one. It runs every step, so it takes as long as a cold build.';
