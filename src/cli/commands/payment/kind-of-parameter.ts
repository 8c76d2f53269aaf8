import { type Folders, type Model, readModel } from '../../../model/read-model.ts'
import type { KindOf } from '../../../register/arrangements.ts'

/** What the models of a region say each parameter is. Each model is read once. */
export function kindOfParameter(folders: Folders): { modelOf: (id: string) => Model; kindOf: KindOf } {
  const models = new Map<string, Model>()
  const modelOf = (id: string) => {
    const model = models.get(id) ?? readModel(id, folders)
    models.set(id, model)
    return model
  }
  return { modelOf, kindOf: (model, parameter) => modelOf(model).parameters[parameter]?.kind ?? 'own' }
}
