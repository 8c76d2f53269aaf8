import { type AttributionRule, readRules } from '../../attribution/rule.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { MEASURES, type Measure, readMeasures } from '../../quality/read-measures.ts'
import { type Elements, readElements } from '../elements/elements.ts'

/** What a model's answers are read against: the elements, and the attribution rules and measures that models name. */
export type Library = {
  elements: Elements
  rules: ReadonlyMap<string, AttributionRule>
  measures: ReadonlyMap<string, Measure>
}

/** A region's own folders stand first. */
export function readLibrary(
  folders: Folders = [LIBRARY],
  measures: readonly Measure[] = readMeasures([MEASURES]),
): Library {
  return {
    elements: readElements(folders),
    rules: new Map(readRules(folders).map((rule) => [rule.rule, rule])),
    measures: new Map(measures.map((measure) => [measure.measure, measure])),
  }
}
