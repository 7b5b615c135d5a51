/** Texts from an image are not to be trusted: a control character in one would act on the terminal or tear a line. */
export function withoutControls(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '?');
}

/** How a package is written in a PackageList: `name version`, or its name alone. */
export function packageLabel(name: string, version = ''): string {
  return withoutControls(`${name} ${version}`.trim());
}
