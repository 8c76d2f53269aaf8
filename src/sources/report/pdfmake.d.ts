/** The part of pdfmake 0.3 that is used; it ships no types. */
declare module 'pdfmake' {
  type Content = string | number | { [name: string]: unknown } | readonly Content[]
  export type Definition = {
    content: readonly Content[]
    footer?: (page: number, pages: number) => Content
    styles?: Record<string, Record<string, unknown>>
    [name: string]: unknown
  }
  const pdfmake: {
    addFonts(fonts: Record<string, Record<'normal' | 'bold' | 'italics' | 'bolditalics', string>>): void
    setUrlAccessPolicy(allowed: (url: string) => boolean): void
    setLocalAccessPolicy(allowed: (path: string) => boolean): void
    createPdf(definition: Definition): { getBuffer(): Promise<Buffer> }
  }
  export = pdfmake
}
