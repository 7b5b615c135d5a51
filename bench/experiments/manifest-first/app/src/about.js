/** An edit of the sources changes it. */
export const revision = 'unedited';
