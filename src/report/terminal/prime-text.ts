/** What a prime is, for who sees the word for the first time. */
export const primeText =
  'a prime is an untimed build that fills the cache for the warm and edit builds after it, in a round without a cold ' +
  'build of the variant; it runs every step, so it takes as long as a cold build';
