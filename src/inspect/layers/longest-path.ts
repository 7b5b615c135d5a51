/**
 * No kernel takes a longer path (PATH_MAX, https://man7.org/linux/man-pages/man7/path_resolution.7.html), no engine unpacks
 * one. Bytes.
 */
export const longestPath = 4096;
