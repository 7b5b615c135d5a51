import { isSecretLike } from './is-secret-like.ts';
import { withoutControls } from './package-label.ts';

/** The names of variables (`NAME=value`) that look as if they held a secret, sorted. Values are never handed on. */
export function secretLikeNames(env: readonly string[]): string[] {
  const names = env.map((variable) => variable.split('=', 1)[0] ?? '').filter(isSecretLike);
  return [...new Set(names.map(withoutControls))].sort();
}
