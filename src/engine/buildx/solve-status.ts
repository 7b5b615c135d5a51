import { z } from 'zod';

/** https://pkg.go.dev/github.com/moby/buildkit/client#SolveStatus, as buildx prints it with `--progress=rawjson`. */
const vertexSchema = z.object({
  digest: z.string(),
  inputs: z.array(z.string()).nullish(),
  name: z.string(),
  started: z.string().nullish(),
  completed: z.string().nullish(),
  cached: z.boolean().nullish(),
  error: z.string().nullish(),
});

/** How far something is that a vertex does, such as sending files: `current` of it so far. */
const taskSchema = z.object({ id: z.string(), vertex: z.string(), current: z.number().nullish() });

const logSchema = z.object({ vertex: z.string(), data: z.string() });

const solveStatusSchema = z.object({
  vertexes: z.array(vertexSchema).nullish(),
  statuses: z.array(taskSchema).nullish(),
  logs: z.array(logSchema).nullish(),
});

export type SolveStatus = z.infer<typeof solveStatusSchema>;
export type Vertex = z.infer<typeof vertexSchema>;

/** Undefined if the text is not a SolveStatus: buildx may print other JSON. */
export function parseSolveStatus(text: string): SolveStatus | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = solveStatusSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
