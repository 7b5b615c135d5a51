import { z } from 'zod';

export const text = z.string().min(1, 'it is empty');

export const port = z.int().min(1).max(65_535);

export const command = z.array(text).min(1, 'it is empty');

export const variables = z.record(z.string(), z.string());

export const seconds = z.number().positive().max(3600);

/** An answer to HTTP. */
export const answerFields = {
  path: z.string().startsWith('/', 'it is no path from /'),
  status: z.int().min(100).max(599).optional().describe('Any below 400 if absent.'),
  body: text.refine(isPattern, 'it is no regular expression').optional().describe('A regular expression.'),
};

function isPattern(said: string): boolean {
  try {
    new RegExp(said);
    return true;
  } catch {
    return false;
  }
}
