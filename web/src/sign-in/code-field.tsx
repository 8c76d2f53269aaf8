import type { CodeGenerator } from '../api/people/sign-in.ts'
import { CodePicture } from './code-picture.tsx'
import { Field } from './field.tsx'

type Props = { generator: CodeGenerator; value: string; set: (code: string) => void }

/** A new code generator to be set up, and the code by which it proves that it was. */
export function CodeField({ generator, value, set }: Props) {
  return (
    <>
      <CodePicture generator={generator} />
      <Field label="Code that it shows now" name="code" type="text" complete="one-time-code" value={value} set={set} />
    </>
  )
}
