import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import sensible from '@fastify/sensible';
import swagger from '@fastify/swagger';
import fastify, { type FastifyInstance } from 'fastify';
import { about } from './about.ts';
import { parseArticle } from './article.ts';
import { articles } from './articles.ts';
import { renderPage } from './page.ts';
import { work } from './work.ts';

/** The service without a socket: tests inject requests, server.ts listens. */
export async function createService(options: { logger: boolean }): Promise<FastifyInstance> {
  const service = fastify({ logger: options.logger, forceCloseConnections: true });
  await service.register(swagger, { openapi: { info: { title: 'Articles', version: about().version } } });
  await service.register(helmet);
  await service.register(cors);
  await service.register(rateLimit, { max: 10_000, timeWindow: '1 minute' });
  await service.register(sensible);

  service.get('/health', () => about());
  service.get('/work', () => work());
  service.get('/openapi.json', () => service.swagger());
  service.get<{ Params: { slug: string } }>('/articles/:slug', (request, reply) => {
    const article = articles.map(parseArticle).find(({ slug }) => slug === request.params.slug);
    if (!article) throw service.httpErrors.notFound(`no article named ${request.params.slug}`);
    return reply.type('text/html; charset=utf-8').send(renderPage(article));
  });
  return service;
}
