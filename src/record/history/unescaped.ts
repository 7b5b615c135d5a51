/** What a spreadsheet would take for a formula was written behind an apostrophe (csv-stringify, `escape_formulas`). */
export const unescaped = (field: string): string => field.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, '');
