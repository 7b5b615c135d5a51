/** What `-` stands for, as in docker and tar. */
export const standardInput = '/dev/stdin';
