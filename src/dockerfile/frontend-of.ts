import { DockerfileParser } from 'dockerfile-ast';
import type { BuildArguments } from './read-stages.ts';

/**
 * The image that reads a Dockerfile in place of the builder itself: that of the build argument BUILDKIT_SYNTAX, else of `# syntax=` at its
 * top (https://docs.docker.com/build/buildkit/frontend/). Undefined if the builder reads it.
 */
export function frontendOf(text: string, args: BuildArguments = {}): string | undefined {
  const directives = DockerfileParser.parse(text.replace(/^\uFEFF/, '')).getDirectives();
  const named = directives.find((directive) => directive.getName().toLowerCase() === 'syntax')?.getValue();
  // What follows the name are words for the frontend.
  return (args['BUILDKIT_SYNTAX'] ?? named)?.trim().split(/\s+/)[0] || undefined;
}
