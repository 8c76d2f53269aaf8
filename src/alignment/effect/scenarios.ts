import { z } from 'zod'
import { faultsDetail, WholepanelError } from '../../error.ts'
import { compile, type Evaluate, type Value } from '../../model/expression/evaluate.ts'
import { ExpressionFault, parse } from '../../model/expression/parse.ts'
import { namesIn } from '../../model/expression/tree.ts'
import { Name, PARAMETER_UNITS } from '../../model/parameter.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { didYouMean, readYaml } from '../../model/read-yaml.ts'
import { ruleFile } from '../../model/rule-file.ts'
import { Source } from '../../model/rule-head.ts'
import { DecimalText } from '../../model/schedule.ts'
import { exact } from '../../money.ts'

const PublicAmount = z.strictObject({
  value: DecimalText,
  unit: z.enum(PARAMETER_UNITS),
  source: z.string().min(1),
})

const share = DecimalText.refine((text) => Number(text) >= 0 && Number(text) <= 1, {
  message: 'want a share from 0 to 1',
})

const ScenariosFile = z.strictObject({
  title: z.string().min(1),
  about: z.string().min(1),
  sources: z.array(Source).min(1),
  savings: z.array(DecimalText).min(1).describe('Shares of the benchmark; below 0 more was spent'),
  quality: z.array(share).min(1),
  given: z.record(Name, PublicAmount),
  facts: z.record(Name, z.string().min(1)),
  amounts: z.record(Name, PublicAmount).default({}),
})

/** One provider's year, the same for every payer. */
export type Performance = { savings: string; quality: string }

export type Scenarios = Omit<z.infer<typeof ScenariosFile>, 'savings' | 'quality' | 'facts'> & {
  performances: readonly Performance[]
  /** What a fact is in a performance; undefined where the file has none of this name. `rate/x` is read by `rate`. */
  factOf: (name: string, performance: Performance) => Value | undefined
}

/** `models/alignment/scenarios.yaml`, or a region's own. A fact that reads what is not given is told with its line. */
export function readScenarios(folders: Folders = [LIBRARY]): Scenarios {
  const file = ruleFile('alignment', 'file of alignment', 'scenarios', folders)
  const { value, at } = readYaml(file, ScenariosFile)
  const { savings, quality, facts, ...rest } = value
  const names = ['savings', 'quality', ...Object.keys(value.given)]
  const constants = Object.values(value.given).map((one) => exact(one.value))
  const readerOf = (name: string): Evaluate => {
    const place = names.indexOf(name)
    return (values) => values[place] ?? null
  }
  const faults: { at: string; text: string }[] = []
  const compiled = new Map<string, Evaluate>()
  for (const [name, text] of Object.entries(facts)) {
    const fault = (why: string) => faults.push({ at: at(['facts', name]), text: `${name}: ${why}` })
    try {
      const tree = parse(text)
      const unknown = namesIn(tree).find((one) => !names.includes(one))
      if (unknown) fault(`no ${unknown} is given${didYouMean(unknown, names)}`)
      compiled.set(name, compile(tree, readerOf))
    } catch (error) {
      if (!(error instanceof ExpressionFault)) throw error
      fault(error.message)
    }
  }
  if (faults.length > 0) throw new WholepanelError('input-model', faultsDetail(faults))
  return {
    ...rest,
    performances: savings.flatMap((saved) => quality.map((one) => ({ savings: saved, quality: one }))),
    factOf: (name, one) =>
      (compiled.get(name) ?? compiled.get(name.replace(/\/.*$/, '')))?.([
        exact(one.savings),
        exact(one.quality),
        ...constants,
      ]),
  }
}
