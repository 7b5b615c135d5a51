/**
 * What shows that an app works. `answers`: HTTP with this status, or with any below 400, and a body that matches. `listens`:
 * its port takes connections, by IPv4 or IPv6. `runs`: it still runs after two seconds, or has ended with exit code 0.
 * `image`: the image has a HEALTHCHECK, and the engine calls the container healthy.
 */
export type Health =
  | {
      readonly kind: 'answers';
      readonly path: string;
      readonly status?: number;
      /** A regular expression. */
      readonly body?: string;
    }
  | { readonly kind: 'listens' }
  | { readonly kind: 'runs' }
  | { readonly kind: 'image' };
