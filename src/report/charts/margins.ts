import stringWidth from 'string-width';

/** Of a character of 12 px, on average; px. */
const characterWidth = 6.9;
const gap = 14;

/** The room that names or values beside a chart take; px. */
export const roomFor = (texts: readonly string[]): number =>
  Math.ceil(Math.max(0, ...texts.map((text) => stringWidth(text))) * characterWidth) + gap;
