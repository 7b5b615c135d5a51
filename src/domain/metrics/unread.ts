/** When a fact of an image's content is empty. */
export const unread = 'the image was not read: not built, it could not be, or the run ended before';
