import { StagebenchError } from '../../src/domain/errors.ts';

/** `3%` or `0.03` as 0.03. Throws USAGE for what is not more than 0 and less than 100 %. */
export function parseShare(name: string, text: string): number {
  const [match, number = '', percent] = /^(\d+|\d*\.\d+)(%?)$/.exec(text) ?? [];
  const share = percent === '%' ? Number(number) / 100 : Number(number);
  if (match !== undefined && share > 0 && share < 1) return share;
  throw new StagebenchError(
    'USAGE',
    `--${name} must be more than 0 and less than 100 %, like 3% or 0.03, not "${text}".`,
  );
}
