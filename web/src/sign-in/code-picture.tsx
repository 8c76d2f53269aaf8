/** The key of a code generator, as a picture to show to a phone and as text to type or copy. Drawn here, sent nowhere. */
import qrcode from 'qrcode-generator'
import type { CodeGenerator } from '../api/sign-in.ts'

const MARGIN = 4

export function CodePicture({ generator }: { generator: CodeGenerator }) {
  const picture = qrcode(0, 'M')
  picture.addData(generator.uri)
  picture.make()
  const cells = picture.getModuleCount()
  const path: string[] = []
  for (let row = 0; row < cells; row += 1)
    for (let column = 0; column < cells; column += 1)
      if (picture.isDark(row, column)) path.push(`M${column + MARGIN} ${row + MARGIN}h1v1h-1z`)
  const side = cells + 2 * MARGIN
  return (
    <div className="code-picture">
      <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-label="The key for your code generator; as text beside it">
        <rect width={side} height={side} fill="#fff" />
        <path d={path.join('')} fill="#000" />
      </svg>
      <div>
        <p>Show this to a code generator on your phone, or type the key into it:</p>
        <p className="code-key">{(generator.key.match(/.{4}/g) ?? []).join(' ')}</p>
        <p>
          <a href={generator.uri}>Open a code generator on this device</a>
        </p>
      </div>
    </div>
  )
}
