/** The name of a column as a message may show it. */
export const shown = (header: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not reach a terminal
  (header.length > 60 ? `${header.slice(0, 60)}…` : header).replace(/[\u0000-\u001f\u007f]/g, ' ')
