/** What exists by name only, as all bases do, works. */
export const isByName = (ref: string): boolean => ref.startsWith('fake/');

/** `stagebench/go-alpine:20261123…` -> `go-alpine`. */
export const imageName = (tag: string): string => tag.replace(/^.*\//, '').replace(/:.*$/, '');

export const hasLabel = (labels: Readonly<Record<string, string>>, label: string): boolean => {
  const [key, value] = label.split('=');
  return key !== undefined && key in labels && (value === undefined || labels[key] === value);
};
