export const doctor = (..._: never[]): Promise<number> => Promise.reject(new Error('not there yet'));
