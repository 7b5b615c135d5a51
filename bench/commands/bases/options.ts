import type { Values } from '../../arguments/values.ts';
import { bases, caBundle } from '../../options/bases.ts';
import { engine, provision } from '../../options/engine.ts';
import { json, quiet } from '../../options/output.ts';
import { apps, strategies } from '../../options/selection.ts';

export const basesOptions = [apps, strategies, engine, provision, bases, caBundle, json, quiet] as const;

export type BasesValues = Values<typeof basesOptions>;
