import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { page } from './page';

const app = new Hono();
app.get('/health', (context) => context.json({ state: 'ok' }));
app.get('/', (context) => context.html(page()));

const server = serve({ fetch: app.fetch, port: Number(process.env['PORT'] ?? 3000) });
process.on('SIGTERM', () => server.close(() => process.exit(0)));
