/** The lines that there are, in one text that ends with a line. */
export const textOf = (lines: readonly (string | undefined)[]): string =>
  `${lines.filter((line) => line !== undefined).join('\n')}\n`;

/** Words as the exec form of CMD has them. */
export const execForm = (words: readonly string[]): string =>
  `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;

/** A user of its own, on Debian. */
export const debianUser = 'RUN groupadd --system app && useradd --system --gid app --no-create-home app';

/** The same on Alpine. */
export const alpineUser = 'RUN addgroup -S app && adduser -S -G app app';

/** The same where there is no program to add one: lines of the two files, below /rootfs. */
export const rootfsUser = [
  " && echo 'app:x:10001:10001::/:/nonexistent' > /rootfs/etc/passwd \\",
  " && echo 'app:x:10001:' > /rootfs/etc/group",
];
