/** How a remark is written, by the extension of a source file: what stands before it, and behind it. */
const remarks: readonly (readonly [string, string, readonly string[]])[] = [
  [
    '// ',
    '',
    [
      ...[
        'ts',
        'tsx',
        'mts',
        'cts',
        'js',
        'jsx',
        'mjs',
        'cjs',
        'go',
        'rs',
        'java',
        'kt',
        'kts',
        'scala',
        'cs',
      ],
      ...[
        'c',
        'h',
        'cc',
        'cpp',
        'hpp',
        'cxx',
        'swift',
        'dart',
        'zig',
        'groovy',
        'gradle',
        'php',
        'proto',
        'scss',
      ],
    ],
  ],
  ['# ', '', ['py', 'rb', 'sh', 'bash', 'pl', 'ex', 'exs', 'cr', 'jl', 'nim', 'r']],
  ['-- ', '', ['lua', 'sql', 'hs', 'elm']],
  ['% ', '', ['erl']],
  [';; ', '', ['clj', 'cljs', 'cljc']],
  ['/* ', ' */', ['css', 'less']],
  ['<!-- ', ' -->', ['html', 'htm', 'vue', 'svelte', 'xml', 'csproj', 'fsproj', 'vbproj', 'props', 'md']],
];

const byExtension = new Map(
  remarks.flatMap(([before, behind, extensions]) =>
    extensions.map((extension) => [extension, [before, behind] as const]),
  ),
);

/** Languages in which programs are written: what a person edits all day. */
const noSource: ReadonlySet<string> = new Set([
  'md',
  'xml',
  'csproj',
  'fsproj',
  'vbproj',
  'props',
  'gradle',
  'kts',
]);

const extensionOf = (file: string): string => /\.([^./]+)$/.exec(file)?.[1]?.toLowerCase() ?? '';

/** Whether a file is written in a language that is known here. */
export const isSource = (file: string): boolean =>
  byExtension.has(extensionOf(file)) && !noSource.has(extensionOf(file));

/**
 * The text with a line at its end that changes nothing but the file. A PHP file that has left PHP at its end would print
 * the line: it gets one that PHP reads. Undefined if the language is not known.
 */
export function withRemark(file: string, text: string, unique: string): string | undefined {
  const [before, behind] = byExtension.get(extensionOf(file)) ?? [];
  if (before === undefined || behind === undefined) return undefined;
  const line = `${before}stagebench ${plain(unique)}${behind}`;
  const isOutside = extensionOf(file) === 'php' && /\?>\s*$/.test(text);
  return `${text}${text.endsWith('\n') || text === '' ? '' : '\n'}${isOutside ? `<?php ${line} ?>` : line}\n`;
}

/** What fits into a remark of any language. */
export const plain = (unique: string): string => unique.replaceAll(/[^0-9A-Za-z.]+/g, '-');
