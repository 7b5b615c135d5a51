/** The sources that /work renders: YAML front matter, then Markdown. Their content decides its answer. */
export const articles: readonly string[] = [
  `---
title: Layers
slug: layers
tags: [images, cache]
date: 2024-03-01
---
# Layers

An image is a *stack* of layers. Each one holds what **changed**.

| layer | holds |
| ----- | ----- |
| base  | the distribution |
| own   | the service |
`,
  `---
title: Build stages
slug: build-stages
tags: [images, stages]
date: 2024-05-17
---
# Build stages

1. install what the build needs
2. compile
3. keep only what runs

> What is not in the image cannot be attacked.
`,
  `---
title: Warm caches
slug: warm-caches
tags: [cache]
date: 2024-09-30
---
# Warm caches

Copy the manifest before the sources:

\`\`\`sh
npm ci
npm run build
\`\`\`

See https://example.org/caches -- "nothing changed" should cost nothing...
`,
];
