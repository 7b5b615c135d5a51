import { z } from 'zod';

/**
 * JSON as the programs read it that images are made for, which are written in Go: the case of a known key does not matter,
 * the last of several counts, and null says nothing (https://pkg.go.dev/encoding/json#Unmarshal).
 */
export const goObject = <Shape extends z.ZodRawShape>(shape: Shape) => {
  const known = new Map(Object.keys(shape).map((key) => [key.toLowerCase(), key]));
  return z.preprocess((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const said = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
      const name = known.get(key.toLowerCase());
      return name === undefined || item === null ? [] : [[name, item]];
    });
    return Object.fromEntries(said);
  }, z.object(shape));
};

/** A list in which null stands for `nothing`. */
export const goList = <Item extends z.ZodType>(item: Item, nothing: z.input<Item>) =>
  z.preprocess(
    (value) => (Array.isArray(value) ? value.map((each: unknown) => each ?? nothing) : value),
    z.array(item),
  );

/** Texts by name. */
export const goTexts = z.preprocess(
  (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([key, text]: [string, unknown]) => [key, text ?? '']))
      : value,
  z.record(z.string(), z.string()),
);
