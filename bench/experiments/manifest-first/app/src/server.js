import { readFileSync } from 'node:fs';
import fastify from 'fastify';
import { z } from 'zod';
import { revision } from './about.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const port = z.coerce.number().parse(process.env.PORT ?? '3000');

const service = fastify();
service.get('/health', () => ({ app: 'small-node', version, revision, runtime: process.version }));
service.get('/work', () => ({
  sum: z
    .array(z.number())
    .parse([1, 2, 3, 4])
    .reduce((a, b) => a + b),
}));

// As process 1 in a container Node gets no default signal handling: without this a stop waits to be killed.
for (const signal of ['SIGTERM', 'SIGINT'])
  process.once(signal, () => service.close().then(() => process.exit(0)));

await service.listen({ host: process.env.HOST || '0.0.0.0', port });
