/** The label of the images that a run builds, and thereby of the builds. */
export const runLabel = 'stagebench.run';

/** The folder of that run, as a label of its images: its lock tells `clean` whether the run is alive. */
export const folderLabel = 'stagebench.folder';

/** The label of the containers that a run starts. One of its own: whatever somebody starts from an image inherits the image's. */
export const containerLabel = 'stagebench.container';

/** What an edited image was edited with. */
export const editLabel = 'stagebench.edit';

/** Below this name lie the images that runs build. */
export const imageRepository = 'stagebench';
