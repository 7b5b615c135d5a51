/** The file in the folder of a project that says what cannot be found out. */
export const configName = 'stagebench.json';

/** Stands in the text of an edit for what differs each time. */
export const uniqueMark = '{unique}';
