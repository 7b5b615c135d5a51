import type { Found, Served } from './shape.ts';

/** How sources of any language name a port: a default of PORT, or what they listen on. */
const ports = [
  /\bPORT\b["'`\])]*(?:\s*(?:\|\||\?\?|,|or|:-|:=)\s*|.{0,3}\n?.{0,40}?)["'`:]{0,2}(\d{2,5})\b/,
  /\blisten(?:AndServe)?\(\s*["'`]?(?:[\w.]*:)?(\d{2,5})\b/i,
  /\bport["'`]?\s*[:=]\s*["'`]?(\d{2,5})\b/i,
  /["'`][\w.]*:(\d{4,5})["'`]/,
];

/** Paths that services answer on if they are well, the clearest first. */
const paths = ['health', 'healthz', 'livez', 'readyz', 'ready', 'ping', 'status'];

/** Reads from sources where an app listens and what it answers; what they do not say is a guess. */
export const servedBy = (sources: Iterable<string>, usualPort: number, usual: string): Served => {
  const texts = [...sources];
  return { port: portOf(texts, usualPort, usual), health: healthOf(texts) };
};

function portOf(texts: readonly string[], usualPort: number, usual: string): Found<number> {
  for (const pattern of ports)
    for (const text of texts) {
      const value = Number(pattern.exec(text)?.[1]);
      if (value >= 80 && value <= 65_535) return { value };
    }
  return {
    value: usualPort,
    open: `no source names the port. ${usualPort} is usual for ${usual}.`,
  };
}

function healthOf(texts: readonly string[]): Found<string> {
  for (const name of paths) {
    // A method may stand before it, as in Go's patterns.
    const named = new RegExp(`["'\`](?:[A-Z]+ )?(/(?:[\\w-]+/)*${name}/?)["'\`]`);
    for (const text of texts) {
      const value = named.exec(text)?.[1];
      if (value !== undefined) return { value };
    }
  }
  return { value: '/', open: 'no source names a path for health checks.' };
}
