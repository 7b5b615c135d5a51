import { StagebenchError } from '../domain/errors.ts';

/**
 * Replaces what stands between `<!-- generated:NAME … -->` and `<!-- /generated:NAME -->`. The markers stay. Throws
 * DOCS_STALE if they are missing.
 */
export function betweenMarkers(file: string, text: string, name: string, body: string): string {
  const pattern = new RegExp(`(<!-- generated:${name}\\b[^>]*-->\\n)[\\s\\S]*?(<!-- /generated:${name} -->)`);
  if (!pattern.test(text))
    throw new StagebenchError('DOCS_STALE', `${file} has no markers for generated:${name}.`);
  return text.replace(pattern, (_, open: string, close: string) => `${open}\n${body.trim()}\n\n${close}`);
}
