import { readXml } from './xml.ts'

/** How a cell shows its number, and whether its words are not seen. */
export type CellLook = { shows: 'percent' | 'dollars' | 'plain'; unseen?: string }
export const PLAIN_CELL: CellLook = { shows: 'plain' }

/** Formats that have no code of their own in the file (ECMA-376, part 1, 18.8.30). */
const BUILT_IN: Readonly<Record<string, CellLook['shows']>> = {
  ...{ 9: 'percent', 10: 'percent', 5: 'dollars', 6: 'dollars', 7: 'dollars', 8: 'dollars' },
  ...{ 37: 'dollars', 38: 'dollars', 39: 'dollars', 40: 'dollars', 42: 'dollars', 44: 'dollars' },
}
const SMALLEST_POINTS = 3

/** By the number under which cells name their style. */
export function cellLooks(part: Buffer | undefined): CellLook[] {
  const formats = new Map<string, string>()
  const fonts: { white: boolean; tiny: boolean }[] = []
  const fills: boolean[] = []
  const looks: CellLook[] = []
  let within = ''
  if (!part) return looks
  readXml(part, {
    open: (full, attributes) => {
      const name = full.split(':').at(-1) ?? full
      if (['fonts', 'fills', 'cellXfs', 'cellStyleXfs', 'dxfs', 'borders'].includes(name)) within = name
      if (name === 'numFmt') formats.set(attributes.numFmtId ?? '', attributes.formatCode ?? '')
      if (within === 'fonts' && name === 'font') fonts.push({ white: false, tiny: false })
      const font = fonts.at(-1)
      if (within === 'fonts' && font && name === 'color')
        font.white = attributes.theme === '0' || /f[0-9a-f]f[0-9a-f]f[0-9a-f]$/i.test(attributes.rgb ?? '')
      if (within === 'fonts' && font && name === 'sz') font.tiny = Number(attributes.val) <= SMALLEST_POINTS
      if (within === 'fills' && name === 'fill') fills.push(false)
      if (within === 'fills' && name === 'patternFill')
        fills[fills.length - 1] = !['none', undefined].includes(attributes.patternType)
      if (
        within === 'fills' &&
        name === 'fgColor' &&
        (attributes.theme === '0' || /f[0-9a-f]f[0-9a-f]f[0-9a-f]$/i.test(attributes.rgb ?? '')) &&
        attributes.tint === undefined
      )
        fills[fills.length - 1] = false
      if (within === 'cellXfs' && name === 'xf') {
        const { numFmtId = '0', fontId = '0', fillId = '0' } = attributes
        const code = formats.get(numFmtId)
        const face = fonts[Number(fontId)]
        const blank = code !== undefined && /^;{2,3}$/.test(code.trim())
        const unseen = blank
          ? 'cells whose format shows nothing'
          : face?.tiny
            ? 'cells too small to read'
            : face?.white && !fills[Number(fillId)]
              ? 'white cells'
              : undefined
        looks.push({ shows: showsOf(numFmtId, code), ...(unseen ? { unseen } : {}) })
      }
    },
  })
  return looks
}

const showsOf = (id: string, code: string | undefined): CellLook['shows'] =>
  code === undefined ? (BUILT_IN[id] ?? 'plain') : /%/.test(code) ? 'percent' : /[$€£]/.test(code) ? 'dollars' : 'plain'

/** The number as the sheet shows it: 0.05 in a cell of percent is 5%. */
export function shownIn(value: string, { shows }: CellLook): string {
  const number = Number(value)
  if (value === '' || !Number.isFinite(number)) return value
  if (shows === 'percent') return `${Number((number * 100).toPrecision(12))}%`
  return shows === 'dollars' ? `$${value}` : value
}
