/** A text as a picture that a phone reads. Drawn here, sent nowhere. */
import qrcode from 'qrcode-generator'

const MARGIN = 4

function drawn(text: string): { side: number; path: string } {
  const picture = qrcode(0, 'M')
  picture.addData(text)
  picture.make()
  const cells = picture.getModuleCount()
  const path: string[] = []
  for (let row = 0; row < cells; row += 1)
    for (let column = 0; column < cells; column += 1)
      if (picture.isDark(row, column)) path.push(`M${column + MARGIN} ${row + MARGIN}h1v1h-1z`)
  return { side: cells + 2 * MARGIN, path: path.join('') }
}

export function QrPicture({ text, label }: { text: string; label: string }) {
  const { side, path } = drawn(text)
  return (
    <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

/** The same as a file of its own, for a leaflet or a sign. */
export function qrFile(text: string): string {
  const { side, path } = drawn(text)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><rect width="${side}" height="${side}" fill="#fff"/><path d="${path}"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
