/** How a model pays: its components in the order in which they are worked out, each with its formula in words. */
import { useState } from 'react'
import type { ComponentShown, LibraryEntry, ModelShown } from '../api/cost/models.ts'
import { Choice } from '../design/forms/choice.tsx'
import { Badge } from '../design/words/badge.tsx'
import { when } from './words.ts'

export function Components({ model }: { model: ModelShown }) {
  const [track, choose] = useState<string | undefined>()
  const shown = model.components.filter(
    (one) => track === undefined || one.tracks.length === 0 || one.tracks.includes(track),
  )
  return (
    <>
      {model.tracks.length > 1 && (
        <Choice
          label="Track"
          value={track}
          all="All tracks"
          options={model.tracks.map((one) => [one.track, one.label])}
          choose={choose}
        />
      )}
      <ol className="steps components">
        {shown.map((one, place) => (
          // A component may stand for several tracks and periods under one name.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={`${one.component} ${place}`}>
            <Component component={one} model={model} />
          </li>
        ))}
      </ol>
    </>
  )
}

export function Component({
  component: one,
  model,
}: {
  component: ComponentShown
  model: Pick<LibraryEntry, 'tracks'>
}) {
  const tracks = one.tracks.map((key) => model.tracks.find(({ track }) => track === key)?.label ?? key)
  const dates = when(one)
  return (
    <>
      <p className="step-head">
        <b>{one.label}</b>
        {one.pays && (
          <Badge tone="good">{one.pays === 'provider' ? 'Paid to the provider' : 'Owed by the provider'}</Badge>
        )}
      </p>
      <p className="in-words">
        = {one.formula}
        {one.when && `, where ${one.when}; else 0`}
        {one.rounds && `, rounded to ${one.rounds}`}
      </p>
      {one.about && <p>{one.about}</p>}
      <p className="quiet">
        {[
          one.part_title,
          one.per_measure ? 'once for every measure' : null,
          tracks.length > 0 ? `in ${tracks.join(', ')}` : null,
          dates,
          ...one.readings.map(({ choice, reading }) => `where ${choice} is read as ${reading}`),
          one.source,
        ]
          .filter((said) => said !== null)
          .join(' · ')}
      </p>
    </>
  )
}
