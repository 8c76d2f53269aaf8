/** The key of a code generator, as a picture to show to a phone and as text to type or copy. */
import type { CodeGenerator } from '../api/people/sign-in.ts'
import { QrPicture } from '../design/figures/qr.tsx'

export function CodePicture({ generator }: { generator: CodeGenerator }) {
  return (
    <div className="code-picture">
      <QrPicture text={generator.uri} label="The key for your code generator; as text beside it" />
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
