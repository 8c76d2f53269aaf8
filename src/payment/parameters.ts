import type { Evaluate } from '../model/expression/evaluate.ts'
import { heldOn, type ParameterKind, type ParameterUnit } from '../model/parameter.ts'
import type { Model } from '../model/read-model.ts'
import { type Band, bandsReader, isBands, type Schedule } from '../model/schedule.ts'
import { exact } from '../money.ts'
import type { Period } from '../period.ts'

/** What a contract gives, by parameter; of a table `name/code`. `source` names the contract's clause. */
export type Amounts = Readonly<Record<string, { value: string; source: string }>>

/** A parameter as it holds for one contract in one period. */
export type Resolved = {
  label: string
  unit: ParameterUnit
  kind: ParameterKind
  source: string | null
  /** True where a contract or a later model has to give it and has not. */
  isMissing: boolean
  /** What a table is read by and along. */
  reads: readonly string[]
  /** Reads a table at the row's own code and number. */
  evaluate: (readerOf: (name: string) => Evaluate) => Evaluate
}

/** A payer's own amount goes before the recommended one; the source says which of the two was used. */
export function parameterIn(
  model: Model,
  name: string,
  { period, amounts = {} }: { period: Period; amounts?: Amounts },
): Resolved | undefined {
  const parameter = model.parameters[name]
  if (!parameter) return undefined
  const { by, along, bands, label, unit } = parameter
  const held = heldOn(parameter, period.start)
  const given = amounts[name]
  const keyed = by === undefined ? [] : Object.entries(amounts).filter(([one]) => one.startsWith(`${name}/`))
  const [first] = keyed
  const schedule: Schedule | null = given
    ? given.value
    : first
      ? {
          ...byCode(held.schedule),
          ...Object.fromEntries(keyed.map(([one, { value }]) => [one.slice(name.length + 1), value])),
        }
      : held.schedule
  const source = given?.source ?? first?.[1].source ?? held.source
  return {
    label,
    unit,
    kind: given || first ? 'own' : held.kind,
    source: source && !given && !first && held.status === 'unconfirmed' ? `${source} (unconfirmed)` : source,
    isMissing: schedule === null,
    reads: [by, along].filter((one) => one !== undefined),
    evaluate: (readerOf) => {
      const at = along === undefined ? undefined : readerOf(along)
      const one = (of: string | readonly Band[]): Evaluate => {
        if (typeof of === 'string') return constant(of, unit)
        const held = bandsReader(of, bands, (text) => read(text, unit))
        return (values) => {
          const number = at?.(values)
          return typeof number === 'object' && number !== null ? held(number) : null
        }
      }
      if (schedule === null) return () => null
      if (typeof schedule === 'string' || isBands(schedule)) return one(schedule)
      const codes = new Map(Object.entries(schedule).map(([code, of]) => [code, one(of as string | readonly Band[])]))
      const key = by === undefined ? undefined : readerOf(by)
      return (values) => {
        const code = key?.(values) ?? null
        return code === null ? null : (codes.get(String(code))?.(values) ?? null)
      }
    },
  }
}

const byCode = (schedule: Schedule | null) =>
  schedule !== null && typeof schedule !== 'string' && !isBands(schedule) ? schedule : {}

function constant(text: string, unit: ParameterUnit): Evaluate {
  const value = read(text, unit)
  return () => value
}

const read = (text: string, unit: ParameterUnit) =>
  unit === 'text' ? text : unit === 'flag' ? text === 'yes' : exact(text)
