/** One model: what it is, how it pays, with which values, worked out in examples, and from which sources. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ModelShown } from '../api/cost/models.ts'
import { modelQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { sentence } from '../design/answers/error-note.tsx'
import { Page } from '../design/frame/page.tsx'
import { Badge } from '../design/words/badge.tsx'
import { day } from '../design/words/format.ts'
import { About } from './about.tsx'
import { Cases } from './cases.tsx'
import { Components } from './components.tsx'
import { Parameters } from './parameters.tsx'
import './models.css'

export function ModelPage() {
  const { folder, name } = useParams({ from: '/models/$folder/$name' })
  const model = useQuery(modelQuery(`${folder}/${name}`))
  return (
    <div className="page model">
      <p className="back">
        <Link to="/models">All models</Link>
      </p>
      <Page
        title={model.data?.title ?? `${folder}/${name}`}
        place="Models"
        lead={model.data?.about}
        actions={
          <Link to="/models/compare" search={{ a: `${folder}/${name}` }} className="ds-c-button ds-c-button--small">
            Compare with another
          </Link>
        }
      >
        <Answer query={model} what="the model">
          {(found) => <Model model={found} />}
        </Answer>
      </Page>
    </div>
  )
}

type Part = { id: string; heading: string; show: boolean; body: ReactNode }

function Model({ model }: { model: ModelShown }) {
  const parts: Part[] = [
    { id: 'about', heading: 'In short', show: true, body: <About model={model} /> },
    { id: 'pays', heading: 'How it pays', show: model.components.length > 0, body: <Components model={model} /> },
    { id: 'values', heading: 'Values', show: model.parameters.length > 0, body: <Parameters model={model} /> },
    { id: 'cases', heading: 'Worked examples', show: model.worked_cases.length > 0, body: <Cases model={model} /> },
    { id: 'facts', heading: 'What has to be known', show: model.facts.length > 0, body: <Facts model={model} /> },
    {
      id: 'readings',
      heading: 'Two ways to read it',
      show: model.choices.length > 0,
      body: <Readings model={model} />,
    },
    { id: 'calendar', heading: 'Calendar', show: model.calendar.length > 0, body: <Calendar model={model} /> },
    {
      id: 'circular',
      heading: 'What depends on itself',
      show: model.circular.length > 0,
      body: <List of={model.circular} />,
    },
    {
      id: 'not-published',
      heading: 'What is not published',
      show: model.not_published.length > 0,
      body: <List of={model.not_published} />,
    },
    { id: 'sources', heading: 'Sources', show: true, body: <Sources model={model} /> },
  ].filter((part) => part.show)
  return (
    <>
      <nav aria-label="On this page" className="on-page">
        <ul>
          {parts.map(({ id, heading }) => (
            <li key={id}>
              <a href={`#${id}`}>{heading}</a>
            </li>
          ))}
        </ul>
      </nav>
      {parts.map(({ id, heading, body }) => (
        <section key={id} className="card" aria-labelledby={id}>
          <h2 id={id}>{heading}</h2>
          {body}
        </section>
      ))}
    </>
  )
}

export const List = ({ of }: { of: string[] }) => (
  <ul className="plain-list">
    {of.map((one) => (
      <li key={one}>{one}</li>
    ))}
  </ul>
)

const Facts = ({ model }: { model: ModelShown }) => (
  <dl className="elements">
    {model.facts.map((one) => (
      <div key={one.name}>
        <dt>
          {one.label}
          <code className="under">{one.name}</code>
        </dt>
        <dd>
          {sentence(one.definition)}
          {one.optional && ' It may be blank.'}
        </dd>
      </div>
    ))}
  </dl>
)

const Readings = ({ model }: { model: ModelShown }) => (
  <dl className="elements">
    {model.choices.map((one) => (
      <div key={one.choice}>
        <dt>{one.label}</dt>
        <dd>
          <p>{one.about}</p>
          <ul className="plain-list">
            {one.readings.map(({ reading, label, source }) => (
              <li key={reading}>
                {label} {reading === one.used && <Badge tone="note">used</Badge>}
                <span className="under">{source}</span>
              </li>
            ))}
          </ul>
        </dd>
      </div>
    ))}
  </dl>
)

const Calendar = ({ model }: { model: ModelShown }) => (
  <ul className="plain-list">
    {model.calendar.map((one) => (
      <li key={one.event}>
        {one.about} {one.unconfirmed && <Badge tone="open">Unconfirmed</Badge>}
        <span className="under">{one.source}</span>
      </li>
    ))}
  </ul>
)

const Sources = ({ model }: { model: ModelShown }) => (
  <ul className="plain-list">
    {model.sources.map((one) => (
      <li key={`${one.title} ${one.by}`}>
        {one.url ? <a href={one.url}>{one.title}</a> : <b>{one.title}</b>}
        <span className="under">
          {one.by}
          {one.published && `, ${day(one.published)}`}
        </span>
        {one.says && <p className="says">{one.says}</p>}
      </li>
    ))}
  </ul>
)
