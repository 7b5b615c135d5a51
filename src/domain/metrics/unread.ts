/** When a fact of an image's content is empty. */
export const unread = 'the image was not read: it was not built, could not be read, or the run ended before';
