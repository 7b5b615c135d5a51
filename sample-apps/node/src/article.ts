import { parse } from 'yaml';
import { z } from 'zod';

const frontMatter = z.object({
  title: z.string().min(1),
  slug: z.string().regex(/^[a-z0-9-]+$/),
  tags: z.array(z.string()).min(1),
  date: z.iso.date(),
});

export type Article = z.infer<typeof frontMatter> & { readonly body: string };

/** Splits the front matter from the Markdown and checks it. Throws if either is missing or wrong. */
export function parseArticle(source: string): Article {
  const parts = /^---\n(.*?)\n---\n(.*)$/s.exec(source);
  if (!parts?.[1] || !parts[2])
    throw new Error('an article starts with front matter between two lines of ---');
  return { ...frontMatter.parse(parse(parts[1])), body: parts[2] };
}
