/**
 * Whether this is the package that somebody installed, and not a checkout. Here it is a checkout: `npm pack` puts the other answer in
 * place of this file.
 */
export const isInstalled: boolean = false;
