/** Where to listen: on all addresses unless told otherwise, because in a network of its own that is how a container is reached. */
export const address = (env: NodeJS.ProcessEnv): { host: string; port: number } => ({
  host: env['HOST'] || '0.0.0.0',
  port: Number(env['PORT'] || 3000),
});
