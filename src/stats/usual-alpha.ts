/** The chance of any false difference in a whole family of comparisons, unless told otherwise: 5 %. */
export const usualAlpha = 0.05;
