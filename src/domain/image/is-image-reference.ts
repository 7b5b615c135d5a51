const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const host = `(?:${label}(?:\\.${label})*|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?`;
const tag = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const named = new RegExp(`^(?:${host}/)?${component}(?:/${component})*(?::${tag})?(?:@${digest})?$`);
const id = /^(?:sha256:)?[0-9a-f]{1,64}$/;

/** The name may have 255 characters, the tag 128, the digest the rest. */
const longest = 600;

/**
 * Whether a word can be the name or the id of an image: anything else must not become part of an address that an engine is
 * asked at. The grammar: https://pkg.go.dev/github.com/distribution/reference
 */
export const isImageReference = (word: string): boolean =>
  word.length <= longest && (named.test(word) || id.test(word));
