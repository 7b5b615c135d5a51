import { z } from 'zod';
import { configSchema } from './config-schema.ts';

/** The names that may stand in the object at a path, as the schema has them. */
export function namesAt(of: readonly PropertyKey[]): string[] {
  let schemas: unknown[] = [z.toJSONSchema(configSchema, { io: 'input' })];
  for (const step of of)
    schemas = schemas.flatMap(alternatives).flatMap((one) => {
      const { properties, additionalProperties, items } = one;
      if (typeof step === 'number') return items === undefined ? [] : [items];
      const own = properties?.[String(step)];
      return [own ?? additionalProperties].filter((next) => typeof next === 'object');
    });
  return [...new Set(schemas.flatMap(alternatives).flatMap((one) => Object.keys(one.properties ?? {})))];
}

interface PlainSchema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly additionalProperties?: unknown;
  readonly items?: unknown;
  readonly anyOf?: readonly unknown[];
}

function alternatives(schema: unknown): PlainSchema[] {
  const { anyOf } = schema as PlainSchema;
  return anyOf === undefined ? [schema as PlainSchema] : anyOf.flatMap(alternatives);
}
