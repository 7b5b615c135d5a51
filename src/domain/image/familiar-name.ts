/**
 * The short form of an image's name, in which Docker knows it and BuildKit looks for a named context: without the name of Docker Hub and
 * its `library/`, and without `:latest` (https://pkg.go.dev/github.com/distribution/reference#FamiliarName).
 */
export function familiarName(reference: string): string {
  const ofHub = reference.replace(/^(?:index\.)?docker\.io\//, '');
  return ofHub.replace(/^library\/(?=[^/]+$)/, '').replace(/:latest$/, '');
}
